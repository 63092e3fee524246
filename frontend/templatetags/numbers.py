"""Numbers as the language of the page writes them: its marks, its units."""

from babel import Locale
from babel.dates import format_timedelta
from babel.numbers import format_decimal, format_percent
from django import template

from core import languages
from frontend.pages.texts import interface

register = template.Library()

NOTHING = "–"


@register.filter
def number(value: float | None) -> str:
    """``12,345.6``; a dash where there is nothing to tell. One digit after the mark at most."""
    if value is None:
        return NOTHING
    return format_decimal(round(value, 1), locale=_locale())


@register.filter
def share(value: float | None) -> str:
    """A part of one as ``87%``. What is not quite all or nothing does not look so."""
    if value is None:
        return NOTHING
    rounded = min(max(value, 0.01), 0.99) if 0 < value < 1 else value
    return format_percent(rounded, locale=_locale())


@register.filter
def duration(seconds: float | None) -> str:
    """``3 hours``, in the largest unit that fits."""
    if seconds is None:
        return NOTHING
    return format_timedelta(int(seconds), threshold=1.5, locale=_locale())


def _locale() -> str:
    return str(Locale.parse(languages.get(interface()).code, sep="-"))
