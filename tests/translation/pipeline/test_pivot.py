"""Two hops as one."""

from translation.engines.base import AlignedSpan, Segment
from translation.pipeline import Outcome, compose, kept, onward
from translation.pipeline.pivot import compose_alignments

FIRST = Outcome("the \ue000 house", score=-0.2, quality=0.8, alignment=(AlignedSpan(0, 3, 0, 3),))
SECOND = Outcome("la \ue000 casa", score=-0.5, quality=0.6, alignment=(AlignedSpan(0, 3, 0, 2),))


def test_the_chain_is_as_good_as_its_weaker_hop() -> None:
    both = compose(FIRST, SECOND)
    assert (both.text, both.score, both.quality) == ("la \ue000 casa", -0.5, 0.6)


def test_alignments_are_followed_through_the_pivot() -> None:
    first = (AlignedSpan(0, 3, 4, 7), AlignedSpan(4, 8, 0, 3))
    second = (AlignedSpan(0, 3, 5, 8), AlignedSpan(4, 7, 0, 4))
    composed = compose_alignments(first, second)
    assert composed == (AlignedSpan(0, 3, 0, 4), AlignedSpan(4, 8, 5, 8))


def test_without_one_alignment_there_is_none() -> None:
    assert compose_alignments(None, ()) is None
    assert compose_alignments((), None) is None


def test_a_hop_that_kept_its_source_keeps_the_chain() -> None:
    assert compose(kept("score"), SECOND).reason == "score"
    assert compose(FIRST, kept("loop")).text is None


def test_machine_after_human_is_machine() -> None:
    human = Outcome("x", origin="human")
    assert compose(human, Outcome("y")).origin == "machine"
    assert compose(human, Outcome("y", origin="human")).origin == "human"


def test_the_next_hop_gets_the_text_with_the_same_atoms() -> None:
    segment = Segment("das \ue000 Haus", ("x",))
    assert onward(segment, FIRST) == Segment("the \ue000 house", ("x",))
    assert onward(segment, kept("score")) is None
