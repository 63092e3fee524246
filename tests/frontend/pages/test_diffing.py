"""Comparing two versions of a text."""

import pytest
from hypothesis import given, strategies as st

from frontend.pages.diffing import Piece, changes


def side(pieces, without):
    return "".join(piece.text for piece in pieces if piece.kind != without)


@given(st.text(alphabet="ab 日本\n.é"), st.text(alphabet="ab 日本\n.é"))
def test_both_versions_can_be_read_from_it(before, after):
    pieces = changes(before, after)
    assert (side(pieces, "new"), side(pieces, "gone")) == (before, after)


@given(st.text(), st.text())
def test_that_holds_for_any_character(before, after):
    pieces = changes(before, after)
    assert (side(pieces, "new"), side(pieces, "gone")) == (before, after)


def test_words_are_compared_as_wholes():
    assert changes("The red lamp.", "The green lamp.") == [
        Piece("same", "The "),
        Piece("gone", "red"),
        Piece("new", "green"),
        Piece("same", " lamp."),
    ]


def test_neighbouring_words_make_one_change():
    kinds = [piece.kind for piece in changes("I own two red lamps.", "I own three green lamps.")]
    assert kinds == ["same", "gone", "new", "same"]


def test_scripts_without_spaces_are_compared_by_character():
    pieces = changes("赤いランプです", "青いランプです")
    assert pieces == [Piece("gone", "赤"), Piece("new", "青"), Piece("same", "いランプです")]


def test_marks_stay_with_their_letters():
    assert [piece.text for piece in changes("नमस्ते दुनिया", "नमस्ते दोस्त")] == [
        "नमस्ते ",
        "दुनिया",
        "दोस्त",
    ]


def test_what_is_the_same_is_one_piece():
    assert changes("Same\ntext.", "Same\ntext.") == [Piece("same", "Same\ntext.")]
    assert changes("", "") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 25_000, "b " * 25_000),
        ("a b " * 12_000, "b a c " * 8_000),
        ("a\n" * 25_000, "b\na\n" * 12_000),
        ("\n".join(map(str, range(8000))), "\n".join(map(str, reversed(range(8000))))),
    ],
)
def test_the_longest_posts_are_compared_too(before, after):
    pieces = changes(before, after)
    assert (side(pieces, "new"), side(pieces, "gone")) == (before, after)
