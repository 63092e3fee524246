"""Which packages connect some languages with each other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from packaging.version import InvalidVersion, Version

from core.languages import fallback_chain
from translation.engines.base import Pair
from translation.packages.index import Offer

PIVOT = "en"
"""Nearly all Argos packages translate from or into English."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to install, in the order of the languages asked for; what is there already; and the
    languages that nothing connects with the others."""

    install: tuple[Offer, ...]
    present: tuple[Offer, ...]
    unconnected: tuple[str, ...]


def choose(codes: Sequence[str], offers: Iterable[Offer], installed: Mapping[Pair, str]) -> Choice:
    """The offers that connect `codes`: into English and back, or else directly.

    `installed` gives the version of each installed pair; an offer that is newer replaces it. A
    regional language without packages of its own is served by those of its general form.
    """
    by_pair = {offer.pair: offer for offer in offers}
    wanted: dict[Pair, Offer] = {}
    unconnected = []
    for code in codes:
        found = _pairs_of(code, codes, set(by_pair) | set(installed))
        wanted |= {pair: by_pair[pair] for pair in found if pair in by_pair}
        if not found and code != PIVOT:
            unconnected.append(code)
    present = {pair for pair, offer in wanted.items() if not _is_newer(offer, installed)}
    return Choice(
        install=tuple(offer for pair, offer in wanted.items() if pair not in present),
        present=tuple(offer for pair, offer in wanted.items() if pair in present),
        unconnected=tuple(unconnected),
    )


def _pairs_of(code: str, codes: Sequence[str], known: Collection[Pair]) -> list[Pair]:
    if code == PIVOT:
        return []
    for spelling in fallback_chain(code):
        both = [Pair(PIVOT, spelling), Pair(spelling, PIVOT)]
        if through_pivot := [pair for pair in both if pair in known]:
            return through_pivot
    direct = [pair for other in codes for pair in (Pair(code, other), Pair(other, code))]
    return [pair for pair in direct if pair in known]


def _is_newer(offer: Offer, installed: Mapping[Pair, str]) -> bool:
    version = installed.get(offer.pair)
    if version is None:
        return True
    try:
        return Version(offer.version) > Version(version)
    except InvalidVersion:
        return offer.version != version
