"""Twice the text takes about twice the time, whatever it is made of."""

from time import process_time

import pytest

from core.errors import InvalidInput
from translation.pipeline import Outcome, make_plan, render_original

pytestmark = pytest.mark.slow

LENGTH = 8_000
RUNS = 3
MOST = 3.2
"""Linear is 2, quadratic 4; the machine may be busy with other things."""
UNITS = [
    *("g->", "a::", "a.b->", "A1-1", "a_", "1.", "a/", "/a.", "a@b.", "::", "f::", "\\\\a\\"),
    *("http:", "http://", "*http://a.b<", "www.", "www.a_~", "(http://a_b", "中http://", "://"),
    *("mailto:a", "mailto:a@", "xmpp:a@b/", "a@", "a@b.c ", "@a."),
    *("[", "![", "[a][", "[a](", "[^", "^[", "]", "[]", "<", "<a ", "<http:", "<!--", "&#", "`a"),
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


def test_lines_in_deep_quotes_take_a_bounded_time() -> None:
    assert seconds(">" * 20 + "a\n" * 25_000) < 8
