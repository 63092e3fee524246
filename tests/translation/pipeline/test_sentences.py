"""Cutting text into sentences without losing a character."""

from unicodedata import category

import pytest

from translation.pipeline.characters import estimated_tokens
from translation.pipeline.limits import MAX_SEGMENT_TOKENS
from translation.pipeline.sentences import capped, clauses, sentence_spans


def split(text: str, language: str = "en", separators: tuple[int, ...] = ()) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language, separators)]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Dr. Smith came.  He went! Really?", 3),
        ("de", "Das ist z. B. gut. Am 3. Mai ging es.", 2),
        ("ja", "こんにちは。元気ですか？はい！", 3),
        ("zh-Hans", "你好。今天天气很好！", 2),
        ("zh-Hant", "你好。今天天氣很好！", 2),
        ("hi", "यह है। वह है।", 2),
        ("ar", "مرحبا. كيف حالك؟ أنا بخير!", 3),
        ("he", "שלום. מה שלומך?", 2),
        ("th", "สวัสดีครับ ผมชื่อสมชาย", 1),
        ("xx", "One. Two.", 2),
        ("und", "One. Two.", 2),
    ],
)
def test_sentences_end_where_the_language_ends_them(language: str, text: str, count: int) -> None:
    sentences = split(text, language)
    assert len(sentences) == count
    assert "".join(sentences) == text


def test_a_very_long_text_is_split_as_its_parts_are() -> None:
    text = "Dr. Smith came. He went! " * 2000
    assert split(text) == ["Dr. Smith came. ", "He went! "] * 2000


def test_no_sentence_reaches_across_a_separator() -> None:
    text = "one\ue000two and\ue000three"
    assert split(text, separators=(3, 11)) == ["one", "two and", "three"]


def test_a_version_that_is_an_atom_does_not_end_a_sentence() -> None:
    assert len(split("It is \ue000 now.")) == 1


@pytest.mark.parametrize("unit", ["word, ", "word ", "word", "単語、", "คำ", "ab; cd: "])
def test_a_long_sentence_is_cut_so_that_each_piece_fits(unit: str) -> None:
    text = unit * 1000
    pieces = [text[start:end] for start, end in capped(text, (0, len(text)))]
    assert "".join(pieces) == text
    assert all(estimated_tokens(piece) <= MAX_SEGMENT_TOKENS for piece in pieces)


def test_a_long_sentence_is_cut_after_a_clause_where_there_is_one() -> None:
    text = "many words of one clause, " * 60
    assert all(text[end - 1] == "," for _start, end in list(capped(text, (0, len(text))))[:-1])


def test_clauses_cover_the_sentence() -> None:
    text = "First this, then that; at last: done, 1,5 times."
    spans = clauses(text)
    assert next(text[a:b] for a, b in spans) == "First this,"
    assert "".join(text[a:b] for a, b in spans) == text


@pytest.mark.parametrize("text", ["กี่ที่" * 100, "क्षि" * 400, "👨‍👩‍👧" * 200, "é" * 3000])
def test_a_cut_inside_a_long_word_parts_no_letter_from_its_signs(text: str) -> None:
    pieces = [text[start:end] for start, end in capped(text, (0, len(text)))]
    assert len(pieces) > 1
    assert not any(category(piece[0])[0] == "M" or piece[0] == "\u200d" for piece in pieces)


@pytest.mark.parametrize(
    "clause", ["这是一个很长的句子，", "هذه جملة طويلة جدا، ", "यह एक लंबा वाक्य है, "]
)
def test_clauses_end_at_the_commas_of_all_scripts(clause: str) -> None:
    text = clause * 80
    pieces = [text[start:end].strip() for start, end in capped(text, (0, len(text)))]
    assert len(pieces) > 1
    assert all(piece.endswith(clause.strip()[-1]) for piece in pieces)
