"""Numbers on pages are written as the language of the page writes them."""

import pytest
from django.utils import translation

from core import languages
from frontend.templatetags.numbers import NOTHING, duration, number, share


@pytest.fixture
def german():
    with languages.using("de"), translation.override("de"):
        yield


def test_a_number_has_the_marks_of_its_language(german):
    assert number(12345.67) == "12.345,7"


def test_a_share_is_told_in_percent(german):
    assert share(0.873) == "87\u00a0%"


@pytest.mark.parametrize(("value", "told"), [(0.0001, "1"), (0.9999, "99"), (0, "0"), (1, "100")])
def test_what_is_not_quite_all_or_nothing_does_not_look_so(german, value, told):
    assert share(value) == f"{told}\u00a0%"


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.4, "0 Sekunden"), (80, "80 Sekunden"), (7500, "2 Stunden")]
)
def test_a_time_is_told_in_the_largest_unit_that_fits(german, seconds, told):
    assert duration(seconds) == told


@pytest.mark.parametrize("write", [number, share, duration])
def test_nothing_is_a_dash(write):
    assert write(None) == NOTHING
