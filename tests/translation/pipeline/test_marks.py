"""Where bold, italic and links end up in a translation."""

import pytest

from translation.engines.base import AlignedSpan
from translation.pipeline.marks import project

SOURCE = "the red house"
TARGET = "la casa roja aquí"
ALIGNED = [AlignedSpan(0, 3, 0, 2), AlignedSpan(4, 7, 8, 12), AlignedSpan(8, 13, 3, 7)]


def projected(
    source: str, marked: str, target: str, alignment: list[AlignedSpan] | None = None
) -> str:
    start = source.index(marked)
    begin, end = project(source, (start, start + len(marked)), target, alignment)
    return target[begin:end]


def test_an_alignment_decides() -> None:
    assert projected(SOURCE, "red", TARGET, ALIGNED) == "roja"
    assert projected(SOURCE, "house", TARGET, ALIGNED) == "casa"


def test_the_largest_stretch_wins_where_words_part() -> None:
    spans = [AlignedSpan(0, 9, 0, 3), AlignedSpan(0, 9, 9, 11)]
    assert projected("give back it", "give back", "gib das zurück jetzt", spans) == "gib"


def test_blanks_between_aligned_words_belong_to_them() -> None:
    spans = [AlignedSpan(0, 9, 0, 3), AlignedSpan(0, 9, 4, 6)]
    assert projected("give back it", "give back", "dar de vuelta", spans) == "dar de"


def test_parts_of_words_widen_to_whole_words() -> None:
    assert projected(SOURCE, "red", TARGET, [AlignedSpan(4, 7, 9, 11)]) == "roja"


def test_a_mark_inside_a_word_stays_inside_under_an_exact_alignment() -> None:
    spans = [AlignedSpan(at, at + 1, at, at + 1) for at in range(len("unbelievable"))]
    assert projected("unbelievable", "lie", "unbelievable", spans) == "lie"


def test_blanks_that_the_alignment_drags_along_are_left_out() -> None:
    assert projected("a cat", "cat", "un gato", [AlignedSpan(2, 5, 2, 7)]) == "gato"


def test_without_alignment_the_marked_words_themselves_are_looked_for() -> None:
    assert projected("Open Wi-Fi now", "Wi-Fi", "Jetzt Wi-Fi öffnen") == "Wi-Fi"


def test_of_several_places_the_nearest_is_taken() -> None:
    source, target = "tea or coffee or tea", "tea o coffee o tea"
    assert project(source, (17, 20), target, None) == (15, 18)


def test_else_the_same_share_of_the_text_is_taken_by_words() -> None:
    assert projected("one two three", "two", "eins zwei drei") == "zwei"


def test_the_whole_segment_stays_the_whole_segment() -> None:
    assert projected("all of it", "all of it", "das Ganze") == "das Ganze"


@pytest.mark.parametrize("alignment", [None, []])
def test_a_mark_is_never_lost(alignment: list[AlignedSpan] | None) -> None:
    for start in range(10):
        begin, end = project("abcdefghij", (start, start + 1), "x", alignment)
        assert (begin, end) == (0, 1)


def test_atoms_inside_a_mark_stay_inside() -> None:
    assert "\ue000" in projected(
        "run \ue000 now or later", "run \ue000", "später \ue000 rufen jetzt"
    )


def test_a_mark_does_not_swallow_a_whole_sentence_of_chinese() -> None:
    source, target = "the red house is old", "红房子很旧了而且很大"
    assert len(projected(source, "red", target, [AlignedSpan(4, 7, 0, 1)])) == 1
