"""Parts of pages that are the same for everybody who reads in one language, kept ready-made.

What differs from page to page (an address, a token of the session) is rendered as a word that
nobody writes and put in afterwards. While DEBUG is on nothing is kept, so that changes of templates
show at once.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from core import languages
from frontend.pages.texts import interface

PARTS_KEPT = 4096

P = ParamSpec("P")


def kept_by_language(make: Callable[P, str]) -> Callable[P, SafeString]:
    """Keep what `make` answers, for each reading and interface language and its arguments, which
    must be hashable. What it makes must be safe HTML."""

    @lru_cache(maxsize=PARTS_KEPT)
    def kept(
        place: tuple[object, ...],
        arguments: tuple[Any, ...],
        names: tuple[tuple[str, Any], ...],
        types: tuple[type, ...],
    ) -> SafeString:
        return mark_safe(make(*arguments, **dict(names)))  # noqa: S308 - rendered by a template

    @wraps(make)
    def get(*arguments: P.args, **names: P.kwargs) -> SafeString:
        if settings.DEBUG:
            return mark_safe(make(*arguments, **names))  # noqa: S308 - rendered by a template
        # A text that is safe HTML equals the same text that is to be escaped.
        types = tuple(type(value) for value in (*arguments, *names.values()))
        return kept(_place(), arguments, tuple(names.items()), types)

    return get


def _place() -> tuple[object, ...]:
    return languages.current(), interface(), tuple(settings.OFFERED_LANGUAGES)


def filled(html: str, words: Mapping[str, str]) -> SafeString:
    """`html` with each stand-in replaced. The replacements must be escaped already."""
    for stand_in, word in words.items():
        html = html.replace(stand_in, word)
    return mark_safe(html)  # noqa: S308 - both sides are escaped
