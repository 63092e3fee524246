"""All numbers of a community together, as page and API show them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import Community
from core import languages
from translation.coverage.counts import ByPair, Translated, texts_by_language, translated_by_pair
from translation.coverage.savings import Savings, savings_by_pair
from translation.coverage.voices import Voices, voices_by_pair
from translation.coverage.waiting import (
    Jobs,
    State,
    jobs_of,
    median_seconds,
    queued_by_pair,
    unseen_by_state,
)
from translation.coverage.ways import EngineRow, Way, engine_rows, way_of
from translation.engines.base import Pair

WITHHELD, TOO_UNCERTAIN = "withheld", "too_uncertain"
NOTHING = Translated(0, 0, 0, 0, None, 0, 0)


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """All texts of a community for a reader of one language, each counted once.

    `original` are read as they were written; `unasked` nobody has wanted to read yet.
    """

    language: str
    original: int
    ready: int
    stale: int
    pending: int
    working: int
    failed: int
    withheld: int
    unsupported: int
    unasked: int

    @property
    def total(self) -> int:
        """Every text."""
        return self.foreign + self.original

    @property
    def foreign(self) -> int:
        """Every text that was written in another language."""
        without = self.pending + self.working + self.failed + self.withheld + self.unsupported
        return self.ready + self.stale + without + self.unasked

    @property
    def readable_share(self) -> float:
        """Of all texts, those that can be read in this language, 0 to 1."""
        readable = self.original + self.ready + self.stale
        return readable / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair of languages: the way there, what came of it, what waits, what people say.

    Times are in seconds; None where there is nothing to measure.
    """

    pair: Pair
    way: Way | None
    translated: Translated
    voices: Voices
    waiting: int
    oldest_seconds: float | None
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Jobs of one pair that failed for one reason (a stable word, not for people)."""

    pair: Pair
    state: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How translation is doing in a community, at the moment `counted`."""

    counted: datetime
    texts: int
    by_language: list[LanguageRow]
    pairs: list[PairRow]
    failures: list[Failure]
    savings: list[Savings]
    engines: list[EngineRow]


def coverage_of(community: Community, *, read: Sequence[str]) -> Coverage:
    """The numbers of a community; `read` are the languages read in it, which come first.

    Seven queries.
    """
    texts = texts_by_language(community)
    translated = translated_by_pair(community)
    jobs = jobs_of(community)
    return Coverage(
        counted=timezone.now(),
        texts=sum(texts.values()),
        by_language=_language_rows(texts, translated, unseen_by_state(jobs), read),
        pairs=_pair_rows(community, translated, queued_by_pair(jobs)),
        failures=_failures(jobs, translated),
        savings=savings_by_pair(),
        engines=engine_rows(),
    )


def _language_rows(
    texts: Mapping[str, int],
    translated: ByPair,
    unseen: Mapping[str, Counter[str]],
    read: Sequence[str],
) -> list[LanguageRow]:
    """One row for each language read; what engines write for several regions counts for each."""
    targets = {pair.target for pair in translated} | set(unseen)
    others = sorted(
        code for code in targets if not any(languages.serves(code, mine) for mine in read)
    )
    found = []
    for code in [*read, *others]:
        own = [row for pair, row in translated.items() if languages.serves(pair.target, code)]
        waiting: Counter[str] = Counter()
        for target, states in unseen.items():
            waiting += states if languages.serves(target, code) else Counter()
        found.append(_language_row(code, texts, own, waiting))
    return found


def _language_row(
    code: str, texts: Mapping[str, int], translated: Sequence[Translated], waiting: Counter[str]
) -> LanguageRow:
    original = sum(count for source, count in texts.items() if languages.serves(source, code))
    ready = sum(row.ready for row in translated)
    stale = sum(row.stale for row in translated)
    withheld = sum(row.withheld for row in translated)
    known = original + ready + stale + withheld + waiting.total()
    return LanguageRow(
        language=code,
        original=original,
        ready=ready,
        stale=stale,
        withheld=withheld,
        pending=waiting[State.PENDING],
        working=waiting[State.WORKING],
        failed=waiting[State.FAILED],
        unsupported=waiting[State.UNSUPPORTED],
        unasked=max(0, sum(texts.values()) - known),
    )


def _pair_rows(
    community: Community, translated: ByPair, queued: Mapping[Pair, tuple[int, float]]
) -> list[PairRow]:
    """Every pair in which something was done, is to be done, or was said; the largest first."""
    voices = voices_by_pair(community)
    times = median_seconds(community)
    rows = [
        PairRow(
            pair=pair,
            way=way_of(pair),
            translated=translated.get(pair, NOTHING),
            voices=voices.get(pair, Voices()),
            waiting=queued.get(pair, (0, None))[0],
            oldest_seconds=queued.get(pair, (0, None))[1],
            median_seconds=times.get(pair),
        )
        for pair in {*translated, *queued, *voices}
    ]
    return sorted(rows, key=lambda row: (-row.translated.shown - row.waiting, row.pair))


def _failures(jobs: Iterable[Jobs], translated: ByPair) -> list[Failure]:
    """What readers do not get, the most frequent first."""
    failed = {State.FAILED, State.UNSUPPORTED}
    found = [
        Failure(row.pair, row.state, row.reason, row.count) for row in jobs if row.state in failed
    ]
    found += [
        Failure(pair, WITHHELD, TOO_UNCERTAIN, row.withheld)
        for pair, row in translated.items()
        if row.withheld
    ]
    return sorted(found, key=lambda row: (-row.count, row.pair, row.reason))
