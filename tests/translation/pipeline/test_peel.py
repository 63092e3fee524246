"""What is set aside before a sentence goes to a model."""

import pytest

from translation.pipeline.peel import fold_capitals, peel, restore_capitals

A = "\ue000"


def peeled(text: str) -> str | None:
    span = peel(text, (0, len(text)))
    return None if span is None else text[span[0] : span[1]]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("  Hello there.  ", "Hello there."),
        (f"{A}, thank you!", "thank you!"),
        (f"{A} {A} works {A}", "works"),
        ("• first point", "first point"),
        ("– first point", "first point"),
        ('"All of it."', "All of it."),
        ("«Tout cela.»", "Tout cela."),
        ("「全部です。」", "全部です。"),
        ("(An aside.)", "An aside."),
        (f"See {A}.", f"See {A}."),
        (f"{A}-cable is broken", f"{A}-cable is broken"),
        (f"{A}を使う", f"{A}を使う"),
        ('"One" and "two"', '"One" and "two"'),
        ("-5 degrees outside", "-5 degrees outside"),
    ],
)
def test_only_what_need_not_be_read_is_peeled(text: str, inner: str) -> None:
    assert peeled(text) == inner


@pytest.mark.parametrize("text", ["", "   ", A, f"{A} {A}", "12 – 34", "?!", "----", "( )"])
def test_where_nothing_can_be_read_there_is_no_segment(text: str) -> None:
    assert peeled(text) is None


def test_capitals_are_folded_and_restored_exactly() -> None:
    assert fold_capitals("PLEASE HELP ME QUICKLY!") == "Please help me quickly!"
    assert restore_capitals("Bitte helft mir!") == "BITTE HELFT MIR!"


@pytest.mark.parametrize(
    "text", ["USB HDMI", "NASA", "Please help me quickly!", "これは日本語です。"]
)
def test_abbreviations_and_ordinary_sentences_are_not_folded(text: str) -> None:
    assert fold_capitals(text) is None


def test_restoring_capitals_moves_no_character() -> None:
    assert len(restore_capitals("große ﬁne ŉ")) == len("große ﬁne ŉ")


@pytest.mark.parametrize(
    ("shouted", "language", "folded"),
    [
        ("ПОМОГИТЕ МНЕ СЕЙЧАС", "ru", "Помогите мне сейчас"),
        ("ΒΟΗΘΗΣΤΕ ΜΕ ΑΜΕΣΩΣ", "el", "Βοηθηστε με αμεσως"),
        ("LÜTFEN İNTERNETİM ÇALIŞMIYOR", "tr", "Lütfen internetim çalışmıyor"),
        ("ԽՆԴՐՈՒՄ ԵՄ ՕԳՆԵՔ", "hy", "Խնդրում եմ օգնեք"),
    ],
)
def test_capitals_of_all_scripts_are_folded_as_their_language_does(
    shouted: str, language: str, folded: str
) -> None:
    assert fold_capitals(shouted, language) == folded
    assert restore_capitals(folded, language) == shouted


@pytest.mark.parametrize(
    "text", ["日本語 の テキスト です ね この", "مرحبا بكم في المنتدى", "हिन्दी में लिखा हुआ वाक्य"]
)
def test_scripts_without_capitals_are_never_shouting(text: str) -> None:
    assert fold_capitals(text) is None
