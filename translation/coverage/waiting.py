"""What waits for a translation and how long, what failed and why."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Exists, Min, OuterRef
from django.utils import timezone

from accounts.models import Community
from translation.engines.base import Pair
from translation.models import Text, Translation, TranslationJob

State = TranslationJob.State
QUEUED = frozenset({State.PENDING, State.WORKING})
LATELY = timedelta(days=1)
NEWEST_TEXTS = 1_000
"""Of so many texts the time to translation is looked at; the newest tell how it is now."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """Jobs of one pair that are in the same state for the same reason.

    `unseen` of them are for texts without any translation in this language so far; the others
    show what stands there meanwhile.
    """

    pair: Pair
    state: str
    reason: str
    count: int
    unseen: int
    oldest: datetime


def jobs_of(community: Community) -> list[Jobs]:
    """All jobs of a community's texts (one query)."""
    there = Translation.objects.filter(text=OuterRef("text"), language=OuterRef("language"))
    rows = TranslationJob.objects.filter(text__community=community).order_by()
    found = rows.annotate(is_there=Exists(there)).values_list(
        "source_language", "language", "state", "reason", "is_there"
    )
    counts: dict[tuple[Pair, str, str], Jobs] = {}
    for source, target, state, reason, is_there, count, oldest in found.annotate(
        count=Count("id"), oldest=Min("created")
    ):
        key = Pair(source, target), state, reason
        known = counts.get(key, Jobs(*key, count=0, unseen=0, oldest=oldest))
        counts[key] = Jobs(
            *key,
            count=known.count + count,
            unseen=known.unseen + (0 if is_there else count),
            oldest=min(known.oldest, oldest),
        )
    return list(counts.values())


def unseen_by_state(jobs: list[Jobs]) -> dict[str, Counter[str]]:
    """By target language: texts that cannot be read in it yet, by the state of their job."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in jobs:
        found[row.pair.target][row.state] += row.unseen
    return found


def queued_by_pair(jobs: list[Jobs]) -> dict[Pair, tuple[int, float]]:
    """How many jobs wait in each pair, and the age of the oldest one in seconds."""
    now = timezone.now()
    found: dict[Pair, tuple[int, float]] = {}
    for row in jobs:
        if row.state in QUEUED:
            count, age = found.get(row.pair, (0, 0.0))
            found[row.pair] = count + row.count, max(age, (now - row.oldest).total_seconds())
    return found


def median_seconds(community: Community) -> dict[Pair, float]:
    """How long it took from writing to the first translation, for the newest texts of the last
    day (one query). Half of them took longer; what a reader asked for later counts, too."""
    since = timezone.now() - LATELY
    newest = Text.objects.filter(community=community, created__gte=since).order_by("-id")
    rows = Translation.objects.filter(text__in=newest.values("pk")[:NEWEST_TEXTS]).order_by()
    seconds: dict[Pair, list[float]] = defaultdict(list)
    for source, target, written, made in rows.values_list(
        "source_language", "language", "text__created", "created"
    ):
        seconds[Pair(source, target)].append((made - written).total_seconds())
    return {pair: median(values) for pair, values in seconds.items()}
