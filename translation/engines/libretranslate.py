"""LibreTranslate servers over HTTP: for installations that run them, or outgrow one host.

Texts go as plain text in batches, to several servers side by side. There is no score and no
alignment. A text that a server refuses, or fails on, is found by halving its batch, so that it does
not take the others with it; it comes back as it was, with all its words unknown.

Which packages a server has is not told by its protocol: the fingerprint is made of the addresses
and the servers' version; whoever changes packages gives an address another fragment
(``http://translate.example#2``).
"""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from translation.engines.backoff import Backoff
from translation.engines.base import Candidate, Effort, Engine, Pair, Segment
from translation.engines.libretranslate_client import (
    LibreTranslateClient,
    ServerCrashedError,
    TextsRefusedError,
)
from translation.engines.libretranslate_offers import Offers
from translation.engines.libretranslate_servers import Servers
from translation.engines.libretranslate_texts import Sent, sent
from translation.engines.placeholders import FORMS, ordered_forms
from translation.errors import InputRefused

VERSION = 1
"""Part of the fingerprint: raise it when the same servers would answer differently."""
BATCH_TEXTS = 32
BATCH_CHARS = 4000
"""A request stays well below the time-out: a server on two cores does some 500 characters/s."""
ALTERNATIVES = 3
"""Further proposals asked for beyond the first effort; the server's own beam is 4 in any case."""

Proposals = list[str]


class LibreTranslateEngine(Engine):
    """The pairs that the servers at `urls` offer; none, and no error, where none answers.

    `timeout_seconds` is for one answer; a call of `translate` waits up to twice that per batch
    and server. What servers offer is looked up again after `rescan_seconds`.
    """

    family = "libretranslate"

    def __init__(
        self,
        *,
        alias: str = "libretranslate",
        urls: Sequence[str] = (),
        api_key: str = "",
        timeout_seconds: float = 30.0,
        rescan_seconds: float = 60.0,
        first_wait_seconds: float = 2.0,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__(alias=alias)
        self._urls = sorted(urls)
        clients = [
            LibreTranslateClient(url, api_key=api_key, timeout_seconds=timeout_seconds)
            for url in urls
        ]
        offers = Offers(
            clients, rescan_seconds=rescan_seconds, first_wait_seconds=first_wait_seconds
        )
        self._servers = Servers(
            clients, offers, timeout_seconds=timeout_seconds, backoff=backoff or Backoff()
        )

    def pairs(self) -> frozenset[Pair]:
        return self._servers.offers.pairs() if self._urls else frozenset()

    def fingerprint(self, pair: Pair) -> str:
        self.accepts(pair)
        named = "\n".join([*self._urls, *self._servers.offers.versions()])
        digest = hashlib.sha256(named.encode()).hexdigest()[:16]
        return f"libretranslate/{VERSION}:{pair.source}-{pair.target}:{digest}"

    def forms(self, pair: Pair) -> int:
        return len(FORMS)

    def translate(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> list[list[Candidate]]:
        self.accepts(pair)
        written = ordered_forms()[form]
        messages = [sent(segment, written) for segment in segments]
        call = _Call(self._servers, pair, 0 if effort is Effort.QUICK else ALTERNATIVES)
        answers = iter(call.all([one.text for one in messages if one.coded]))
        proposals = [next(answers) if one.coded else None for one in messages]
        if _refused(proposals) and effort is Effort.QUICK and not form:
            raise InputRefused
        return [_candidates(*both) for both in zip(messages, proposals, strict=True)]


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of `translate`: texts of one pair, in batches."""

    servers: Servers
    pair: Pair
    alternatives: int

    def all(self, texts: Sequence[str]) -> list[Proposals]:
        """Proposals for each text, none for those that are refused.

        As many batches run side by side as there are servers.
        """
        batches = list(_batches(texts))
        side_by_side = min(len(batches), len(self.servers.circuits))
        if side_by_side <= 1:
            answers = map(self._batch, batches)
            return [proposals for some in answers for proposals in some]
        with ThreadPoolExecutor(max_workers=side_by_side) as pool:
            return [proposals for some in pool.map(self._batch, batches) for proposals in some]

    def _batch(self, texts: Sequence[str]) -> list[Proposals]:
        """One request, or more where a text has to be found that the server does not take."""
        try:
            return self.servers.translate(texts, self.pair, alternatives=self.alternatives)
        except (TextsRefusedError, ServerCrashedError):
            if len(texts) == 1:
                return [[]]
        middle = len(texts) // 2
        return self._batch(texts[:middle]) + self._batch(texts[middle:])


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    batch: list[str] = []
    for text in texts:
        if batch and (len(batch) == BATCH_TEXTS or sum(map(len, batch)) + len(text) > BATCH_CHARS):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def _refused(proposals: Sequence[Proposals | None]) -> bool:
    """True where something was asked and nothing answered."""
    asked = [some for some in proposals if some is not None]
    return bool(asked) and not any(asked)


def _candidates(message: Sent, proposals: Proposals | None) -> list[Candidate]:
    if proposals is None:
        return [Candidate(message.segment.text)]
    answered = [message.candidate(answer) for answer in dict.fromkeys(proposals)]
    return answered or [message.unanswered()]
