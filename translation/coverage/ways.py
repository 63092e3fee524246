"""Which engines there are, and the way a text takes from one language into another."""

from dataclasses import dataclass

from core import languages
from translation.engines.base import Pair
from translation.routing import best_route, engines


@dataclass(frozen=True, slots=True)
class EngineRow:
    """An engine of this installation: how many pairs it translates, how many of them are
    experimental."""

    alias: str
    pairs: int
    experimental: int


@dataclass(frozen=True, slots=True)
class Way:
    """The best route of a pair: `label` names engines and packages, `languages` what lies on
    it. Readers are told that what comes by an experimental one is uncertain."""

    label: str
    languages: tuple[str, ...]
    experimental: bool


def engine_rows() -> list[EngineRow]:
    """The engines in order of preference."""
    return [
        EngineRow(
            alias=engine.alias,
            pairs=len(pairs := engine.pairs()),
            experimental=sum(engine.experimental(pair) for pair in pairs),
        )
        for engine in engines()
    ]


def way_of(pair: Pair) -> Way | None:
    """None where no engine takes that way now."""
    if languages.UNKNOWN in {pair.source, pair.target}:
        return None
    route = best_route(pair.source, pair.target)
    return Way(route.label, tuple(route.languages), route.experimental) if route else None
