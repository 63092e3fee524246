"""Points, levels and badges in templates, as the language of the page writes them."""

from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from django import template
from django.utils.functional import Promise

from accounts.levels import NAMES
from core import languages
from frontend.pages.texts import interface
from reputation.badges import METALS, badge_name

register = template.Library()
register.filter("badge_name", badge_name)


@register.filter
def signed(points: int) -> str:
    """``+15``, ``−2``, ``0``: with the marks of the language."""
    pattern = "+#,##0;-#,##0" if points else "0"
    return format_decimal(points, format=pattern, locale=_locale())


@register.filter
def level_name(level: int) -> Promise:
    """What a level (0 to 5) is called."""
    return NAMES[level]


@register.filter
def metal(level: int) -> Promise:
    """What a level of a badge (1 to 3) is called."""
    return METALS[level]


@register.filter
def month(first: date) -> str:
    """``July 2026`` for the first day of a month."""
    return format_date(first, "LLLL y", locale=_locale())


@register.filter
def short_month(first: date) -> str:
    """``J``, for the axis of a chart: names would stand in each other's way."""
    return format_date(first, "LLLLL", locale=_locale())


def _locale() -> str:
    return str(Locale.parse(languages.get(interface()).code, sep="-"))
