"""Which engines, through which languages, take a text from one language into another.

Engines are tried in the order that the settings give (`preferences`); direct routes come before
pivots, and among pivots the one through English comes first. What engines can do is looked up
again every few seconds, so that an installed or mended package is found without a restart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from time import monotonic

from django.conf import settings

from core import languages
from core.backends import Backends
from translation.engines.base import Engine, Pair
from translation.preferences import Preferences, read_preferences

PIVOTS = ("en", "es")
RESCAN_SECONDS = 3.0

_backends: Backends[Engine] = Backends(base=Engine)  # type: ignore[type-abstract]


@dataclass(frozen=True, slots=True)
class Hop:
    """One engine taking a text from one language into the next."""

    engine: Engine
    pair: Pair

    @property
    def fingerprint(self) -> str:
        return f"{self.engine.alias}:{self.engine.fingerprint(self.pair)}"


@dataclass(frozen=True, slots=True)
class Route:
    """One hop or two."""

    hops: tuple[Hop, ...]

    @property
    def languages(self) -> list[str]:
        """Source, pivot if any, target."""
        return [self.hops[0].pair.source, *(hop.pair.target for hop in self.hops)]

    @property
    def fingerprint(self) -> str:
        """Changes when the result may change (64 hexadecimal digits)."""
        return sha256(">".join(hop.fingerprint for hop in self.hops).encode()).hexdigest()

    @property
    def label(self) -> str:
        """For people: ``argos de_en 1.9 > en_es 1.9``."""
        return " > ".join(hop.engine.label(hop.pair) for hop in self.hops)

    @property
    def experimental(self) -> bool:
        """True where readers are told that the result is uncertain, whatever its score."""
        return any(hop.engine.experimental(hop.pair) for hop in self.hops)


def engines() -> list[Engine]:
    """The engines of this installation, in order of preference.

    Raises ImproperlyConfigured where settings name one that there is not.
    """
    return list(_engines(_preferences()).values())


def _preferences() -> Preferences:
    return read_preferences(
        settings.TRANSLATION_ENGINES,
        settings.TRANSLATION_ENGINES_BY_PAIR,
        known=settings.ENGINE_BACKENDS,
    )


def _engines(preferences: Preferences) -> dict[str, Engine]:
    return {
        alias: _backends.get(alias, settings.ENGINE_BACKENDS[alias])
        for alias in preferences.aliases
    }


class _Map:
    """A short-lived look at what all engines can do."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hops: dict[Pair, list[Hop]] = {}
        self._made = float("-inf")
        self._made_for: tuple[list[str], str] | None = None

    def hops(self) -> dict[Pair, list[Hop]]:
        with self._lock:
            fresh = monotonic() - self._made < RESCAN_SECONDS
            wanted = (settings.TRANSLATION_ENGINES, settings.TRANSLATION_ENGINES_BY_PAIR)
            if not fresh or self._made_for != wanted:
                self._hops = _scan(_preferences())
                self._made_for = (list(wanted[0]), wanted[1])
                self._made = monotonic()
            return self._hops

    def forget(self) -> None:
        with self._lock:
            self._made = float("-inf")


def _scan(preferences: Preferences) -> dict[Pair, list[Hop]]:
    """The engines of each pair, best first."""
    by_alias = _engines(preferences)
    offers = {alias: engine.pairs() for alias, engine in by_alias.items()}
    hops: dict[Pair, list[Hop]] = {}
    for pair in frozenset().union(*offers.values()):
        order = preferences.order(pair)
        choices = [Hop(by_alias[alias], pair) for alias in order if pair in offers[alias]]
        if not preferences.has_rule(pair):
            # An experimental package gives way to any better engine.
            choices.sort(key=lambda hop: hop.engine.experimental(hop.pair))
        if choices:
            hops[pair] = choices
    return hops


_map = _Map()


def forget() -> None:
    """Look at the engines anew at the next question (after an installation, in tests)."""
    _map.forget()


def pairs_available() -> frozenset[Pair]:
    """Every pair that some engine translates directly."""
    return frozenset(_map.hops())


def routes(source: str, target: str) -> list[Route]:
    """Ways from `source` to exactly `target`, best first; none where there is no engine."""
    if languages.serves(source, target):
        return []
    sources = _spellings(source, {pair.source for pair in _map.hops()})
    return [route for spelling in sources for route in _routes(spelling, target)]


def _routes(source: str, target: str) -> Iterator[Route]:
    hops = _map.hops()
    for hop in hops.get(Pair(source, target), []):
        yield Route((hop,))
    for pivot in PIVOTS:
        first = hops.get(Pair(source, pivot), [])
        second = hops.get(Pair(pivot, target), [])
        if first and second:
            yield Route((first[0], second[0]))


def _spellings(code: str, known: set[str]) -> list[str]:
    """The codes under which engines may know a language: itself, then those that serve it."""
    near = sorted(other for other in known if other != code and languages.serves(other, code))
    return [code, *near]


def target_codes(wanted: str) -> list[str]:
    """Codes whose translations a reader of `wanted` reads as his own, best first."""
    return _spellings(wanted, {pair.target for pair in _map.hops()})


def best_route(source: str, wanted: str) -> Route | None:
    """The first way into a language that serves readers of `wanted`."""
    return next(
        (route for code in target_codes(wanted) for route in routes(source, code)[:1]), None
    )


def reachable_from(source: str) -> list[str]:
    """The offered languages into which a text can be translated now."""
    return [
        language.code
        for language in languages.offered()
        if not languages.serves(source, language.code) and best_route(source, language.code)
    ]
