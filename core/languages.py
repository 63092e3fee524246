"""Languages as people mean them: BCP 47 tags with direction, names and a fall-back chain.

`pt-BR` and `zh-Hant` are languages of their own. Codes are kept in canonical form
("pt-BR", "zh-Hant"); URLs carry them in lower case. Names and directions come from CLDR by
Babel. This module decides nothing about translation.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput

Direction: TypeAlias = Literal["ltr", "rtl"]

KNOWN_TAGS = 4096
"""How many tags are remembered: visitors may send any."""
ACCEPTED_TAGS = 10
"""How many languages of an Accept-Language header are looked at."""
UNKNOWN = "und"
"""The tag of a text whose language nobody knows."""

_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "tl": "fil", "mo": "ro"}
_SCRIPT_BY_REGION = {"zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant"} | {
    "zh-HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "zh": "zh-Hans",
}
_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})


class InvalidLanguage(InvalidInput):
    code = "invalid_language"
    message = _("“%(tag)s” is not a language known here.")


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `code` is canonical BCP 47; `native_name` is how its speakers call it."""

    code: str
    direction: Direction
    native_name: str

    @property
    def slug(self) -> str:
        """The form used in URLs."""
        return self.code.lower()

    @property
    def interface(self) -> bool:
        """True where the interface itself speaks this language (by its fall-back chain)."""
        return any(code.lower() in _catalogues() for code in fallback_chain(self.code))

    def name_in(self, code: str) -> str:
        """The name of this language in the language `code`."""
        return _name(self.code, code)


def canonical(tag: str) -> str:
    """The canonical form of a BCP 47 tag: ``pt_br`` gives ``pt-BR``, ``iw`` gives ``he``.

    Chinese without a script gets the script of its region. Raises InvalidLanguage for anything
    that is not a well-formed tag of a language CLDR knows.
    """
    return _canonical(tag)


@lru_cache(maxsize=KNOWN_TAGS)
def _canonical(tag: str) -> str:
    if not isinstance(tag, str) or not 1 < len(tag) <= 16:
        raise InvalidLanguage(tag=str(tag)[:16])
    parts = tag.replace("_", "-").split("-")
    if not all(part.isascii() and part.isalnum() for part in parts):
        raise InvalidLanguage(tag=tag)
    parts[0] = _RENAMED.get(parts[0].lower(), parts[0].lower())
    parts[1:] = [part.title() if len(part) == 4 else part.upper() for part in parts[1:]]
    code = _SCRIPT_BY_REGION.get("-".join(parts), "-".join(parts))
    if code != UNKNOWN and _locale(code) is None:
        raise InvalidLanguage(tag=tag)
    return code


@lru_cache(maxsize=KNOWN_TAGS)
def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"), resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError):
        return None


def get(tag: str) -> Language:
    """The language of a tag, in any spelling. Raises InvalidLanguage."""
    return _language(canonical(tag))


@lru_cache(maxsize=KNOWN_TAGS)
def _language(code: str) -> Language:
    return Language(code=code, direction=direction(code), native_name=_name(code, code))


@lru_cache(maxsize=KNOWN_TAGS)
def _name(code: str, in_code: str) -> str:
    locale = _locale(code)
    display = next(filter(None, map(_locale, fallback_chain(in_code))), Locale("en"))
    name = locale.get_display_name(display) if locale else None
    if not name:
        return code
    return name[:1].upper() + name[1:] if code == in_code else name


def direction(tag: str) -> Direction:
    """``rtl`` for languages written from right to left."""
    locale = _locale(tag)
    if locale is None:
        return "ltr"
    if locale.script:
        return "rtl" if locale.script in _RTL_SCRIPTS else "ltr"
    return "rtl" if locale.text_direction == "rtl" else "ltr"


def fallback_chain(tag: str) -> tuple[str, ...]:
    """The tag and its ever more general forms: ``zh-Hant-TW`` → itself, ``zh-Hant``, ``zh``."""
    parts = tag.split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


@lru_cache(maxsize=KNOWN_TAGS)
def serves(have: str, wanted: str) -> bool:
    """True where a reader of `wanted` reads `have` as his own language.

    A general form serves its regions and the other way round (``pt`` and ``pt-BR``), two regions
    do not serve each other (``pt-PT`` and ``pt-BR``), nor do two scripts.
    """
    return have == wanted or wanted in fallback_chain(have) or have in fallback_chain(wanted)


def offered() -> tuple[Language, ...]:
    """The reading languages of this installation, in the order of the setting `LANGUAGES`."""
    return tuple(map(get, settings.OFFERED_LANGUAGES))


def is_offered(tag: str) -> bool:
    """True where `tag`, in any spelling, is one of the offered reading languages."""
    try:
        return canonical(tag) in _offered_codes()
    except InvalidLanguage:
        return False


def _offered_codes() -> frozenset[str]:
    return frozenset(map(canonical, settings.OFFERED_LANGUAGES))


def best_match(accept_language: str, among: Iterable[str]) -> str | None:
    """The language of `among` that an Accept-Language header wants most (RFC 4647 look-up)."""
    candidates = list(among)
    for wanted in _accepted(accept_language):
        for code in fallback_chain(wanted):
            match = next((have for have in candidates if serves(have, code)), None)
            if match:
                return match
    return None


def _accepted(header: str) -> list[str]:
    weighted: list[tuple[float, str]] = []
    for item in header[:1000].split(",")[:ACCEPTED_TAGS]:
        tag, _sep, quality = item.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
            weighted.append((weight, canonical(tag.strip())))
        except (ValueError, InvalidLanguage):
            continue
    weighted.sort(key=lambda pair: -pair[0])
    return [tag for weight, tag in weighted if weight > 0]


@cache
def _catalogues() -> frozenset[str]:
    """Interface languages (lower case): English and every folder with a message catalogue."""
    found = {"en"}
    for root in map(Path, settings.LOCALE_PATHS):
        for folder in root.glob("*/LC_MESSAGES/django.po"):
            found.add(folder.parent.parent.name.replace("_", "-").lower())
    return frozenset(found)


def interface_language(reading: str) -> str:
    """The language of the interface, as Django spells it, for a reading language."""
    for code in fallback_chain(reading):
        if code.lower() in _catalogues():
            return code.lower()
    return "en"


_reading: ContextVar[str | None] = ContextVar("reading_language", default=None)


def current() -> str:
    """The reading language of the page being served (the first offered one outside of pages)."""
    return _reading.get() or canonical(settings.OFFERED_LANGUAGES[0])


@contextmanager
def using(code: str) -> Iterator[None]:
    """Within the block, `current()` and the URLs built are of the language `code`."""
    token = _reading.set(canonical(code))
    try:
        yield
    finally:
        _reading.reset(token)
