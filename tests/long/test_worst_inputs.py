"""Twice the text takes about twice the time, whatever it is made of."""

from time import process_time

import pytest

from core.errors import InvalidInput
from translation.pipeline import Outcome, make_plan, render_original
from translation.pipeline.limits import TooLong

pytestmark = pytest.mark.slow

LENGTH = 8_000
RUNS = 3
MOST = 3.2
"""Linear is 2, quadratic 4; the machine may be busy with other things."""
SECONDS = 15
"""Of CPU time for writing, planning and assembling together, on a machine that is busy with other
things; alone it takes a fifth."""
UNITS = [
    *("g->", "a::", "a.b->", "A1-1", "a_", "1.", "a/", "/a.", "a@b.", "::", "f::", "\\\\a\\"),
    *("http:", "http://", "*http://a.b<", "www.", "www.a_~", "(http://a_b", "中http://", "://"),
    *("mailto:a", "mailto:a@", "xmpp:a@b/", "a@", "a@b.c ", "@a."),
    *("[", "![", "[a][", "[a](", "[^", "^[", "]", "[]", "<", "<a ", "<http:", "<!--", "&#", "`a"),
    *("$", "${", "$a", "%(", "{{ ", "{%", "C:\\a ", "a b\\", "+4 12 ", "12 345 ", "A!B", "Ctrl+"),
    *(
        "ab > ",
        "A B ",
        "a=b ",
        "::a",
        "(http://a(",
        "😀",
        "\u200d",
        "\u200b",
        "\ud800",
        "ن ",
        "ก",
        "ក",
    ),
    *("日", "ق", "# a\n", "a\n===\n", "|a|b|\n", "- a\n ", "[^a]: b\n", "<div>", "<div>a</div>\n"),
    *("**a", "*a_ ", "~~a", "a**b", "_a*", "<b>x</b>", "<b>x", "\\[", "1. a\n", "|a\n", "> a\n"),
]


def seconds(source: str) -> float:
    """CPU time of everything between a text and its translation, without an engine."""
    begin = process_time()
    try:
        render_original(source, "markdown", "en")
        plan = make_plan(source, "markdown", "en", "de")
        plan.assemble([Outcome(segment.text) for segment in plan.segments])
    except InvalidInput:
        pass
    return process_time() - begin


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    short, long = (unit * (length // len(unit)) for length in (LENGTH, 2 * LENGTH))
    quickest = min(seconds(short) for _run in range(RUNS))
    assert min(seconds(long) for _run in range(RUNS)) <= MOST * quickest + 0.05


WRITTEN = [
    *(
        "a",
        "ab ",
        "日本",
        "สวัสดี",
        "😀",
        "\u200b",
        "👨‍👩‍👧",
        "a\u0301",
        "\ud800",
        "abc дом 日本 سلام ",
        "(http://a_b",
    ),
    *("# a\n", "- a\n", "a@b.c ", "**a", "[a](", "<p>a</p>\n"),
]


@pytest.mark.parametrize("unit", WRITTEN)
def test_fifty_thousand_characters_are_handled_in_seconds(unit: str) -> None:
    assert seconds(unit * (50_000 // len(unit))) < SECONDS


def test_two_hundred_thousand_characters_are_refused_at_once() -> None:
    with pytest.raises(TooLong):
        render_original("some words. " * (200_000 // 12), "markdown", "en")


@pytest.mark.parametrize("level", ["> ", "- ", "**a *b ", "[", "<b>", "> - "])
def test_three_hundred_levels_are_refused_or_handled(level: str) -> None:
    assert seconds(level * 300 + "word") < SECONDS


def test_lines_in_deep_quotes_take_a_bounded_time() -> None:
    assert seconds(">" * 20 + "a\n" * 25_000) < SECONDS
