"""Alignments are made when somebody looks at them, and then are as any other sequence."""

import pytest

from translation.engines.alignment import Alignment, aligned, places
from translation.engines.base import AlignedSpan, Segment, atom_character
from translation.engines.placeholders import Form, Text, encode
from translation.engines.tokenizers import Pieces

SPAN = AlignedSpan(0, 1, 2, 3)


def test_nothing_is_made_before_somebody_looks() -> None:
    def make():
        raise AssertionError("looked at")

    alignment = Alignment(make)
    with pytest.raises(AssertionError, match="looked at"):
        len(alignment)


def test_what_was_made_is_kept() -> None:
    made: list[int] = []

    def make():
        made.append(1)
        yield SPAN

    alignment = Alignment(make)
    assert [*alignment, alignment[0]] == [SPAN, SPAN]
    assert made == [1]


def test_alignments_are_equal_by_their_spans() -> None:
    assert Alignment(lambda: [SPAN]) == Alignment(lambda: [SPAN]) == (SPAN,)
    assert Alignment(list) != (SPAN,)
    assert hash(Alignment(lambda: [SPAN])) == hash((SPAN,))


def test_a_code_is_one_span_with_its_atom() -> None:
    atom = atom_character(0)
    coded = encode(Segment(f"a {atom} b", ("x",)), Form("X"), knows=lambda _text: True)
    source = Pieces("a X1 b", ["a", " X", "1", " b"], [(0, 1), (1, 3), (3, 4), (4, 6)])
    answer = Pieces("B X1 A", ["B", " X", "1", " A"], [(0, 1), (1, 3), (3, 4), (4, 6)])
    found = aligned(
        places(source, coded.source, 10),
        answer,
        [3, 1, 2, 0],
        restored=coded.restore(answer.text),
        offset=100,
    )
    assert found == [
        AlignedSpan(14, 15, 100, 101),
        AlignedSpan(12, 13, 102, 103),
        AlignedSpan(10, 11, 104, 105),
    ]


def test_white_space_belongs_to_no_span() -> None:
    source = Pieces("a  ", ["a", "  "], [(0, 1), (1, 3)])
    assert places(source, Text("a  ", range(3)), 0) == [(0, 1), None]
