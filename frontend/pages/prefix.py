"""Addresses under the reading language: `{% url %}` and `reverse()` begin with the current one.

Django keeps reversed patterns per interface language, but several reading languages can share
one interface language. So the root resolver is given a store that also tells reading languages
apart.
"""

import re
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, get_urlconf
from django.urls.resolvers import LocalePrefixPattern

from core import languages


class ReadingLanguagePattern(LocalePrefixPattern):
    """Matches and builds the first part of a page's address."""

    @property
    def language_prefix(self) -> str:
        return f"{languages.get(languages.current()).slug}/"

    @property
    def regex(self) -> re.Pattern[str]:
        # Asked for while the root resolver collects its patterns: before it stores them.
        root = get_resolver(get_urlconf())
        if not isinstance(root._reverse_dict, _PerReadingLanguage):
            root._reverse_dict = _PerReadingLanguage()  # type: ignore[assignment]  # one value a key suffices
        return re.compile(re.escape(self.language_prefix))


class _PerReadingLanguage(dict[Any, Any]):
    """A dictionary whose keys are also told apart by the current reading language."""

    def __contains__(self, key: object) -> bool:
        return super().__contains__((key, languages.current()))

    def __getitem__(self, key: object) -> Any:
        return super().__getitem__((key, languages.current()))

    def __setitem__(self, key: object, value: Any) -> None:
        super().__setitem__((key, languages.current()), value)


def in_reading_language(*patterns: URLPattern | URLResolver) -> URLResolver:
    """The patterns, below the part of the address that names the reading language."""
    return URLResolver(ReadingLanguagePattern(), list(patterns))
