"""In which order engines are tried for a pair of languages.

`TRANSLATION_ENGINES` says it for all pairs; `TRANSLATION_ENGINES_BY_PAIR` for some, and then these
engines and no others are tried, in just that order:
``de-en=libretranslate,argos; es-*=apertium,argos; pt-BR>en=argos``.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from core.languages import InvalidLanguage, canonical
from translation.engines.base import Pair

ANY = "*"
_SETTING = "TRANSLATION_ENGINES_BY_PAIR"


@dataclass(frozen=True, slots=True)
class Preferences:
    """Aliases of engines in order of preference; `by_pair` may hold ANY in place of a code."""

    default: Sequence[str]
    by_pair: Mapping[Pair, Sequence[str]]

    def order(self, pair: Pair) -> Sequence[str]:
        """The aliases for a pair by the rule that names most of it, the source before the target;
        without one the default."""
        for source, target in (
            (pair.source, pair.target),
            (pair.source, ANY),
            (ANY, pair.target),
            (ANY, ANY),
        ):
            if found := self.by_pair.get(Pair(source, target)):
                return found
        return self.default

    @property
    def aliases(self) -> list[str]:
        """Every engine that is used for some pair, each once."""
        orders = (self.default, *self.by_pair.values())
        return list(dict.fromkeys(alias for order in orders for alias in order))

    def has_rule(self, pair: Pair) -> bool:
        """True where somebody has chosen for this very pair, or its languages."""
        return self.order(pair) is not self.default


def read_preferences(default: Sequence[str], by_pair: str, *, known: Container[str]) -> Preferences:
    """The preferences that the two settings state, `known` being the aliases there are.

    Raises ImproperlyConfigured, saying what is wrong where.
    """
    for alias in default:
        _check_alias(alias, known, "TRANSLATION_ENGINES")
    rules: dict[Pair, Sequence[str]] = {}
    for rule in filter(None, map(str.strip, by_pair.split(";"))):
        pair, aliases = _rule(rule)
        for alias in aliases:
            _check_alias(alias, known, f"{_SETTING}, “{rule}”")
        if pair in rules:
            raise ImproperlyConfigured(f"{_SETTING}: “{rule}” is the second rule for its pair.")
        rules[pair] = aliases
    return Preferences(tuple(default), rules)


def _check_alias(alias: str, known: Container[str], where: str) -> None:
    if alias not in known:
        raise ImproperlyConfigured(f"{where}: there is no engine “{alias}”.")


def _rule(rule: str) -> tuple[Pair, Sequence[str]]:
    pair, equals, named = rule.partition("=")
    aliases = tuple(filter(None, map(str.strip, named.split(","))))
    if not equals or not aliases:
        raise ImproperlyConfigured(f"{_SETTING}: “{rule}” is not like “de-en=argos,apertium”.")
    return _pair(pair.strip(), rule), aliases


def _pair(text: str, rule: str) -> Pair:
    """``de-en``, or ``pt-BR>en`` where a hyphen could stand for either."""
    found = {pair for parts in _halves(text) if (pair := _codes(*parts))}
    if not found:
        raise ImproperlyConfigured(f"{_SETTING}: “{rule}” names no two languages known here.")
    if len(found) > 1:
        raise ImproperlyConfigured(f"{_SETTING}: “{rule}” can be read in two ways; write “a>b”.")
    return found.pop()


def _halves(text: str) -> list[tuple[str, str]]:
    if ">" in text:
        source, _arrow, target = text.partition(">")
        return [(source.strip(), target.strip())]
    parts = text.split("-")
    return [("-".join(parts[:at]), "-".join(parts[at:])) for at in range(1, len(parts))]


def _codes(source: str, target: str) -> Pair | None:
    try:
        pair = Pair(*(code if code == ANY else canonical(code) for code in (source, target)))
    except InvalidLanguage:
        return None
    return pair if pair.source != pair.target or pair.source == ANY else None
