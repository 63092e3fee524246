"""What LibreTranslate servers offer, looked at in the background.

Nobody waits for a server that does not answer: the first question waits `first_wait_seconds` at
most, later ones not at all. What a server once offered counts until it offers something else, so
that one that is restarted does not change any route.
"""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from core.languages import InvalidLanguage
from translation.engines.base import Pair
from translation.engines.libretranslate_client import LibreTranslateClient, ServerFailedError
from translation.packages.codes import from_argos

logger = logging.getLogger(__name__)

Codes = tuple[str, str]
"""Source and target as the server writes them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one server has."""

    codes: Mapping[Pair, Codes] = field(default_factory=dict)
    version: str = ""


class Offers:
    """The last known offers of some servers, refreshed when older than `rescan_seconds`."""

    def __init__(
        self,
        clients: Sequence[LibreTranslateClient],
        *,
        rescan_seconds: float = 60.0,
        first_wait_seconds: float = 2.0,
    ) -> None:
        self._clients = clients
        self._rescan_seconds = rescan_seconds
        self._first_wait_seconds = first_wait_seconds
        self._by_client: dict[LibreTranslateClient, Offer] = {}
        self._pairs: frozenset[Pair] = frozenset()
        self._looked_at = float("-inf")
        self._looker: Thread | None = None
        self._first = Event()
        self._lock = Lock()

    def pairs(self) -> frozenset[Pair]:
        """Every pair that some server has."""
        self._see_to_it()
        return self._pairs

    def versions(self) -> list[str]:
        """The versions that the servers run, sorted, each once."""
        known = {offer.version for offer in self._by_client.values() if offer.version}
        return sorted(known)

    def having(self, pair: Pair) -> list[tuple[LibreTranslateClient, Codes]]:
        """The servers that have a pair, in their order, with their codes for it."""
        known = [(client, self._by_client.get(client, Offer())) for client in self._clients]
        return [(client, offer.codes[pair]) for client, offer in known if pair in offer.codes]

    def forget(self) -> None:
        """Look again at the next question: an answer did not fit to what is known."""
        self._looked_at = float("-inf")

    def _see_to_it(self) -> None:
        """Start a look where it is due, and wait for the first one."""
        with self._lock:
            due = time.monotonic() - self._looked_at >= self._rescan_seconds
            if due and self._looker is None:
                self._looked_at = time.monotonic()
                self._looker = Thread(target=self._look, name="libretranslate", daemon=True)
                self._looker.start()
        if not self._first.is_set():
            self._first.wait(self._first_wait_seconds)
            self._first.set()

    def _look(self) -> None:
        try:
            with ThreadPoolExecutor(max_workers=len(self._clients) or 1) as pool:
                found = pool.map(self._offer_of, self._clients)
            self._by_client = dict(zip(self._clients, found, strict=True))
            self._pairs = frozenset(pair for one in self._by_client.values() for pair in one.codes)
        finally:
            self._looker = None
            self._first.set()

    def _offer_of(self, client: LibreTranslateClient) -> Offer:
        """What a server offers now, or else offered last."""
        known = self._by_client.get(client, Offer())
        try:
            languages = client.languages(timeout_seconds=self._first_wait_seconds)
            version = client.version(timeout_seconds=self._first_wait_seconds)
        except ServerFailedError as error:
            logger.warning("%s %s", client.name, error)
            return known
        return Offer(dict(_codes(languages)), version or known.version)


def _codes(languages: Mapping[str, Iterable[str]]) -> Iterable[tuple[Pair, Codes]]:
    """Pairs in canonical codes; what is no language here is left out."""
    for source, targets in languages.items():
        for target in targets:
            try:
                pair = Pair(from_argos(source), from_argos(target))
            except InvalidLanguage:
                continue
            if pair.source != pair.target:
                yield pair, (source, target)
