"""Gets one answer out of several LibreTranslate servers.

Each request begins with another server, and goes on to the next when one fails; when all have
failed they are tried again after a pause. A server that fails again and again is left alone for a
while (`circuit`). No try begins when `timeout_seconds` have passed, so that a caller never waits
longer than twice that.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from translation.engines.backoff import Backoff
from translation.engines.base import Pair
from translation.engines.circuit import Circuit
from translation.engines.libretranslate_client import (
    LibreTranslateClient,
    PairMissingError,
    ServerCrashedError,
    ServerDeniedError,
    ServerFailedError,
    TextsRefusedError,
    Wish,
)
from translation.engines.libretranslate_offers import Codes, Offers
from translation.errors import EngineUnavailable, PairUnsupported

logger = logging.getLogger(__name__)

DENIED_REST_SECONDS = 60.0
"""How long a server is left alone that does not take the API key."""

Having = list[tuple[LibreTranslateClient, Codes]]


class Servers:
    """The servers of one engine, what they offer, and how they have behaved."""

    def __init__(
        self,
        clients: Sequence[LibreTranslateClient],
        offers: Offers,
        *,
        timeout_seconds: float,
        backoff: Backoff,
    ) -> None:
        self.offers = offers
        self.circuits = {client: Circuit() for client in clients}
        self._timeout_seconds = timeout_seconds
        self._backoff = backoff
        self._requests = count()

    def translate(self, texts: Sequence[str], pair: Pair, *, alternatives: int) -> list[list[str]]:
        """Proposals for each text, best first.

        Raises TextsRefusedError where the texts are to blame; ServerCrashedError where they may be;
        PairUnsupported or EngineUnavailable where nobody can answer now.
        """
        deadline = time.monotonic() + self._timeout_seconds
        failure: ServerFailedError | None = None
        for client, codes in self._tries(pair, deadline):
            try:
                return self._ask(client, Wish(texts, *codes, alternatives=alternatives))
            except ServerFailedError as error:
                logger.warning("%s %s", client.name, error)
                failure = error
                if isinstance(error, ServerCrashedError) and len(texts) > 1:
                    break
        if isinstance(failure, ServerCrashedError):
            raise failure
        raise EngineUnavailable from failure

    def _tries(self, pair: Pair, deadline: float) -> Iterator[tuple[LibreTranslateClient, Codes]]:
        """Whom to ask, one after the other, with pauses after everybody was asked."""
        having = self._rotated(self.offers.having(pair))
        if not having:
            raise PairUnsupported(source=pair.source, target=pair.target)
        for tried in range(self._backoff.tries):
            pause = self._backoff.seconds(tried - 1) if tried else 0.0
            if time.monotonic() + pause >= deadline:
                return
            time.sleep(pause)
            for client, codes in having:
                if time.monotonic() < deadline and self.circuits[client].admits():
                    yield client, codes

    def _rotated(self, having: Having) -> Having:
        first = next(self._requests) % len(having) if having else 0
        return having[first:] + having[:first]

    def _ask(self, client: LibreTranslateClient, wish: Wish) -> list[list[str]]:
        """One request, and what it says about the server."""
        circuit = self.circuits[client]
        try:
            answer = _without_alternatives_if_refused(client, wish)
        except PairMissingError as error:
            circuit.succeeded()
            self.offers.forget()
            raise ServerFailedError("lost the pair") from error
        except TextsRefusedError:
            circuit.succeeded()
            raise
        except ServerFailedError as error:
            if not (isinstance(error, ServerCrashedError) and len(wish.texts) > 1):
                denied = isinstance(error, ServerDeniedError)
                circuit.failed(rest_seconds=DENIED_REST_SECONDS if denied else error.rest_seconds)
            raise
        circuit.succeeded()
        return answer


def _without_alternatives_if_refused(client: LibreTranslateClient, wish: Wish) -> list[list[str]]:
    """Servers may refuse whoever wants alternatives."""
    try:
        return client.translate(wish)
    except TextsRefusedError:
        if not wish.alternatives:
            raise
    return client.translate(replace(wish, alternatives=0))
