"""Tags and filters of the templates: languages, dates, icons, faces. They decide nothing."""

from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format
from django import template
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import languages
from core.errors import LingoraError
from frontend.pages.texts import interface
from frontend.stylesheets import links

register = template.Library()

DIRECTIONAL = frozenset({"arrow", "reply", "chevron", "leave"})
AVATAR_COLOURS = 12
ICONS_KEPT = 512


@register.simple_tag
@lru_cache(maxsize=ICONS_KEPT)
def icon(name: str, extra: str = "") -> SafeString:
    """A picture from the sprite, drawn in the colour of the text. Decoration: it is never read
    aloud."""
    classes = f"icon icon--{name}"
    if name in DIRECTIONAL:
        classes += " icon--directional"
    return format_html(
        '<svg class="{} {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        extra,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def stylesheets() -> list[str]:
    """Addresses of the stylesheets of every page."""
    return links()


@register.filter
@stringfilter
def language_name(code: str) -> str:
    """The name of a language in the language of the interface: ``German``."""
    if code == languages.UNKNOWN:
        return _("an unknown language")
    try:
        return languages.get(code).name_in(interface())
    except LingoraError:
        return code


@register.filter
@stringfilter
def native_name(code: str) -> str:
    """The name its speakers give a language: ``Deutsch``."""
    return languages.get(code).native_name


@register.filter
@stringfilter
def language_direction(code: str) -> str:
    """``rtl`` or ``ltr``: the direction in which a language is written."""
    return languages.direction(code)


@register.filter
@stringfilter
def language_badge(code: str) -> str:
    """A language in a few letters: ``DE``, ``PT-BR``, ``?`` where it is unknown."""
    return "?" if code == languages.UNKNOWN else code.upper()


@register.filter
@stringfilter
def country_name(code: str) -> str:
    """The name of a country in the language of the interface."""
    return Locale.parse(_babel_locale()).territories.get(code, code)


@register.filter
def day(moment: datetime) -> str:
    """A date in the reading language; the page's script turns it into the reader's own time."""
    return format_date(moment, "medium", locale=_babel_locale())


@register.filter
def moment(moment: datetime) -> str:
    """Date and time (UTC) in the reading language, to the minute."""
    locale = _babel_locale()
    parts = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    day, time = format_date(moment, "medium", locale), format_time(moment, "short", locale=locale)
    return parts.replace("{0}", time).replace("{1}", day) + " UTC"


def _babel_locale() -> str:
    """Dates follow the interface, so that a sentence is in one language."""
    return languages.get(interface()).code.replace("-", "_")


@register.filter
@stringfilter
def initials(name: str) -> str:
    """One or two letters for a face without a picture."""
    words = [word for word in name.replace("-", " ").replace("_", " ").split() if word]
    letters = [word[0] for word in words[:2]]
    return "".join(letters) or "?"


@register.filter
@stringfilter
def colour(name: str) -> int:
    """A number that picks one of the avatar colours, the same for the same name everywhere."""
    return sha256(name.encode()).digest()[0] % AVATAR_COLOURS


@register.simple_tag(takes_context=True)
def page_in_language(context: template.Context, code: str) -> str:
    """The address of this page in another reading language."""
    return str(context["page"].in_language(code))
