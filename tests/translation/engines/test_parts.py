"""What of a segment goes through a model in one piece, and where longer ones are cut."""

import pytest

from translation.engines.base import Segment
from translation.engines.parts import MOST_PIECES, parts_of
from translation.engines.placeholders import FORMS
from translation.engines.tokenizers import Pieces, Tokenizer


class Words(Tokenizer):
    """One piece for each word."""

    def encode(self, text: str) -> Pieces:
        return Pieces(text, text.split(), None)

    def decode(self, pieces):
        return Pieces(" ".join(pieces), list(pieces), None)


def cut(text: str) -> list[str]:
    return [part.text for part in parts_of(Segment(text), Words(), FORMS[0])]


LONG = "word " * (MOST_PIECES // 2 + 20)


def test_a_long_sentence_is_cut_where_a_clause_ends() -> None:
    first = f"{LONG}then, "
    assert cut(f"{first}{LONG}end")[0] == first.strip().removesuffix(",") + ","


@pytest.mark.parametrize("border", ["; ", ": ", " — ", "، ", "、", "；"])
def test_clauses_end_in_every_script(border: str) -> None:
    parts = cut(f"{LONG}then{border}{LONG}end")
    assert parts[0].endswith(f"then{border.rstrip()}")


def test_a_comma_in_a_number_ends_no_clause() -> None:
    assert not any(part.endswith("1,") for part in cut(f"{LONG} 1,5 {LONG}"))


def test_without_a_clause_a_long_sentence_is_cut_between_words() -> None:
    words = " ".join(f"word{number}" for number in range(2 * MOST_PIECES))
    parts = cut(words)
    assert " ".join(part.strip() for part in parts if part.strip()) == words
    assert max(len(part.split()) for part in parts) <= MOST_PIECES


def test_a_short_sentence_stays_whole() -> None:
    assert cut("One clause, and another; no more.") == ["One clause, and another; no more."]


@pytest.mark.parametrize("text", [f" {LONG}, {LONG}; {LONG}. {LONG} ", "x" * 900, f"{LONG},,,"])
def test_the_parts_are_the_text(text: str) -> None:
    assert "".join(cut(text)) == text
