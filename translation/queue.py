"""The queue of translation jobs: who is served next, and whose work is whose.

Readers who wait come first; everything else in the order of its rank (`translation.priority`).
Every `OLDEST_TURN`th batch goes by rank alone, so that no stream of readers starves the rest. A
batch is of one pair and about as large as the pair does in its time (`translation.pace`).
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from core import leases
from core.claims import claim, free_or_lapsed
from core.events import publish
from translation.events import TextTranslated
from translation.models import Text, TranslationJob
from translation.pace import Pace
from translation.priority import Priority

State = TranslationJob.State
Jobs = QuerySet[TranslationJob]

BATCH_JOBS = 32
OLDEST_TURN = 8
BACKOFF_SECONDS = (5, 20, 60, 300, 900, 1800)
DIED = "worker_died"
DEATHS_MAX = 5
"""A job on which more workers died than this waits longer every time."""

pace = Pace()
_turn = 0
_in_hand: set[int] = set()
"""Ids of the jobs this process works on now; only these get a sign of life."""


def claim_batch() -> list[TranslationJob]:
    """Take the next batch for this process, with its texts; empty where nothing is due."""
    global _turn
    _turn += 1
    first = _first(by_rank_alone=_turn % OLDEST_TURN == 0)
    if first is None:
        return []
    jobs = claim(
        _beside(first),
        order=("rank", "id"),
        limit=BATCH_JOBS,
        state=State.WORKING,
        attempts=F("attempts") + 1,
    )
    kept = _within_budget(jobs, reader=is_reader(first))
    _in_hand.update(job.pk for job in kept)
    return kept


def forget() -> None:
    """Begin with the first turn and without experience (in tests)."""
    global _turn
    _turn = 0
    pace.forget()


def release(jobs: Iterable[TranslationJob]) -> None:
    """These jobs are no longer in hand, whatever became of them."""
    _in_hand.difference_update(job.pk for job in jobs)


def is_reader(job: TranslationJob) -> bool:
    """True where somebody waits at this very moment."""
    return job.priority <= Priority.READER


def readers_wait() -> bool:
    """True where a reader's job is due that nobody has in hand."""
    return _takeable().filter(priority__lte=Priority.READER).exists()


def is_full() -> bool:
    """True beyond `TRANSLATION_QUEUE_MAX` jobs: what nobody waits for is then not queued.

    Writing never waits for the queue, and what a reader wants is always taken.
    """
    most: int = settings.TRANSLATION_QUEUE_MAX
    return TranslationJob.objects.order_by("pk")[most : most + 1].exists()


def _first(*, by_rank_alone: bool) -> TranslationJob | None:
    takeable = _takeable()
    if not by_rank_alone:
        waiting = takeable.filter(priority__lte=Priority.READER).order_by("priority", "rank")
        if (reader := waiting.first()) is not None:
            return reader
    return takeable.order_by("rank").first()


def _due() -> Jobs:
    return TranslationJob.objects.filter(
        state__in=[State.PENDING, State.WORKING, State.FAILED], next_attempt__lte=timezone.now()
    )


def _takeable() -> Jobs:
    return _due().filter(free_or_lapsed()).filter(_nobody_on_the_same_hop())


def _nobody_on_the_same_hop() -> Q:
    """Leaves out texts that another process takes through the same pivot just now: in a moment
    the memory knows the first hop."""
    same = TranslationJob.objects.filter(
        text=OuterRef("text"),
        pivot=OuterRef("pivot"),
        state=State.WORKING,
        lease_until__gte=timezone.now(),
    )
    return Q(pivot="") | ~Q(Exists(same.exclude(owner=leases.owner())))


def _beside(first: TranslationJob) -> Jobs:
    """What may share a batch with the first job: its pair; readers only with readers."""
    if first.reason == DIED:
        # A worker died on it: alone, it shows whether it was to blame and takes no other along.
        return _takeable().filter(pk=first.pk)
    same = _takeable().filter(source_language=first.source_language, language=first.language)
    if is_reader(first):
        same = same.filter(priority__lte=Priority.READER)
    return same.exclude(reason=DIED)


def _within_budget(jobs: list[TranslationJob], *, reader: bool) -> list[TranslationJob]:
    """The first jobs up to the batch's size with their texts; the others are given back."""
    texts = Text.objects.in_bulk([job.text_id for job in jobs])
    kept: list[TranslationJob] = []
    chars = 0
    for job in jobs:
        job.text = texts[job.text_id]
        chars += len(job.text.source)
        budget = pace.chars(job.source_language, job.language, reader=reader)
        if kept and chars > budget:
            break
        kept.append(job)
    give_back(jobs[len(kept) :])
    return kept


def give_back(jobs: Sequence[TranslationJob]) -> None:
    """Put claimed jobs back as if they had never been taken."""
    if jobs:
        mine = TranslationJob.objects.filter(pk__in=[job.pk for job in jobs], owner=leases.owner())
        mine.update(state=State.PENDING, owner="", lease_until=None, attempts=F("attempts") - 1)


def give_up(job: TranslationJob, reason: str) -> None:
    """Record why a job failed and when it is tried again; unsupported pairs wait for packages."""
    with transaction.atomic():
        mine = TranslationJob.objects.filter(pk=job.pk, owner=leases.owner())
        attempts = mine.values_list("attempts", flat=True).first()
        if attempts is None:
            return
        wait = BACKOFF_SECONDS[min(max(attempts, 1), len(BACKOFF_SECONDS)) - 1]
        mine.update(
            state=State.UNSUPPORTED if reason == "no_route" else State.FAILED,
            reason=reason,
            next_attempt=timezone.now() + timedelta(seconds=wait),
            owner="",
            lease_until=None,
        )
        news = TextTranslated(text_id=job.text_id, language=job.language, checksum=job.checksum)
        publish(news, priority=job.priority)


def renew_leases() -> int:
    """Give a sign of life for the jobs this process works on."""
    held = TranslationJob.objects.filter(pk__in=list(_in_hand), owner=leases.owner())
    return held.update(lease_until=timezone.now() + leases.LEASE)


def free_dead() -> int:
    """Give back the jobs of workers that died on this host; how many those are.

    A job on which several workers died has failed for a while, so that it kills no more of them.
    """
    held = TranslationJob.objects.exclude(owner="")
    dead = leases.dead_owners(held.values_list("owner", flat=True).distinct())
    if not dead:
        return 0
    orphans = list(held.filter(owner__in=dead))
    for job in orphans:
        _free(job)
    return len(orphans)


def _free(job: TranslationJob) -> None:
    deaths = job.attempts - DEATHS_MAX
    wait = BACKOFF_SECONDS[min(deaths + 1, len(BACKOFF_SECONDS) - 1)] if deaths > 0 else 0
    TranslationJob.objects.filter(pk=job.pk, owner=job.owner).update(
        state=State.FAILED if deaths > 0 else State.PENDING,
        reason=DIED,
        next_attempt=timezone.now() + timedelta(seconds=wait),
        owner="",
        lease_until=None,
    )
