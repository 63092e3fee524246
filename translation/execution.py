"""Carries out queued translations: claim, translate, store.

No database transaction is open while an engine works. A result is stored only while the job is
still this process's and the text still has the version the job was made for.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from core import languages, leases
from core.claims import claim, free_or_lapsed
from core.events import publish
from translation import memory
from translation.engines.base import Segment
from translation.errors import EngineError, EngineOutOfMemory
from translation.events import TextTranslated
from translation.models import Text, Translation, TranslationJob
from translation.pipeline import (
    PIPELINE_VERSION,
    RENDERER_VERSION,
    Assembly,
    Outcome,
    Plan,
    compose,
    make_plan,
    onward,
)
from translation.pipeline.gate import SCORE_FLOOR
from translation.pipeline.ladder import translate as climb
from translation.routing import Hop, Route, routes, target_codes

logger = logging.getLogger(__name__)

State = TranslationJob.State

BATCH_JOBS = 32
BATCH_CHARS = 6_000
"""A batch this large takes about two seconds, so that a waiting reader waits no longer."""
BACKOFF_SECONDS = (5, 20, 60, 300, 900, 1800)
DIED = "worker_died"
DEATHS_MAX = 5
"""A job on which more workers died than this waits longer every time."""


@dataclass(slots=True)
class Translated:
    """A text's translation before it is stored."""

    route: Route
    assembly: Assembly
    keys: list[str]
    first_choice: str = ""


_in_hand: set[int] = set()
"""Ids of the jobs this process works on now; only these get a sign of life."""


def work_off() -> int:
    """Carry out one batch of the most urgent pair; how many jobs that were.

    Raises DatabaseError (a full disk, for example); the jobs are then free again when their
    lease has run out.
    """
    jobs = _claim_batch()
    _in_hand.update(job.pk for job in jobs)
    try:
        _run_together(jobs)
    finally:
        _in_hand.difference_update(job.pk for job in jobs)
    return len(jobs)


def _run_together(jobs: Sequence[TranslationJob]) -> None:
    """All jobs in one call; where that fails, one by one: a bad text holds up no other."""
    try:
        if jobs:
            _run(jobs)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - it shows again on the job that causes it
        logger.info("batch of %d jobs failed, trying each alone: %r", len(jobs), error)
        for job in jobs:
            _run_alone(job)


def _run_alone(job: TranslationJob) -> None:
    try:
        _run([job])
    except DatabaseError:
        raise
    except EngineOutOfMemory as error:
        give_up(job, error.code)
    except Exception:  # a defect of ours must not stop the queue; the state says that it failed
        logger.exception("job %s failed", job.pk)
        give_up(job, "internal_error")


def _due() -> "QuerySet[TranslationJob]":
    return TranslationJob.objects.filter(
        state__in=[State.PENDING, State.WORKING, State.FAILED], next_attempt__lte=timezone.now()
    )


def _claim_batch() -> list[TranslationJob]:
    first = _due().filter(free_or_lapsed()).order_by("priority", "id").first()
    if first is None:
        return []
    same_pair = _due().filter(source_language=first.source_language, language=first.language)
    # A worker died on it: alone, it shows whether it was to blame and takes no other along.
    suspect = first.reason == DIED
    jobs = claim(
        same_pair.filter(pk=first.pk) if suspect else same_pair.exclude(reason=DIED),
        order=("priority", "id"),
        limit=BATCH_JOBS,
        state=State.WORKING,
        attempts=F("attempts") + 1,
    )
    return _within_budget(jobs)


def _within_budget(jobs: list[TranslationJob]) -> list[TranslationJob]:
    """The first jobs up to the batch's size with their texts; the others are given back."""
    texts = Text.objects.in_bulk([job.text_id for job in jobs])
    kept: list[TranslationJob] = []
    chars = 0
    for job in jobs:
        job.text = texts[job.text_id]
        chars += len(job.text.source)
        if kept and chars > BATCH_CHARS:
            break
        kept.append(job)
    rest = [job.pk for job in jobs[len(kept) :]]
    if rest:
        mine = TranslationJob.objects.filter(pk__in=rest, owner=leases.owner())
        mine.update(state=State.PENDING, owner="", lease_until=None, attempts=F("attempts") - 1)
    return kept


def _run(jobs: Sequence[TranslationJob]) -> None:
    """Translate jobs of one pair by the first route that works."""
    source, target = jobs[0].source_language, jobs[0].language
    ways = [way for code in target_codes(target) for way in routes(source, code)]
    failure = "no_route"
    for way in ways:
        try:
            results = translate_texts([job.text for job in jobs], way, target)
        except EngineOutOfMemory:
            raise
        except EngineError as error:
            failure = error.code
            logger.warning("%s failed: %s", way.label, error)
            continue
        for job, result in zip(jobs, results, strict=True):
            result.first_choice = ways[0].fingerprint
            _store(job, result)
        return
    for job in jobs:
        give_up(job, failure)


def translate_texts(texts: Sequence[Text], route: Route, target: str) -> list[Translated]:
    """Translate `texts` (of one language) along `route`. Raises EngineError; stores only what
    the segment memory gains."""
    plans = [make_plan(text.source, text.markup, text.language, target) for text in texts]
    segments = list(dict.fromkeys(segment for plan in plans for segment in plan.segments))
    outcomes, keys = translate_segments(segments, route)
    return [
        Translated(route, _assemble(plan, outcomes), _keys(plan.segments, keys)) for plan in plans
    ]


def _assemble(plan: Plan, outcomes: dict[Segment, Outcome]) -> Assembly:
    return plan.assemble([outcomes[segment] for segment in plan.segments])


def _keys(segments: Sequence[Segment], keys: dict[Segment, list[str]]) -> list[str]:
    return list(dict.fromkeys(key for segment in segments for key in keys[segment]))


def translate_segments(
    segments: Sequence[Segment], route: Route, *, remember: bool = True
) -> tuple[dict[Segment, Outcome], dict[Segment, list[str]]]:
    """The outcome of each segment along the route's hops, and the memory keys it used.

    Without `remember` the memory is asked and gains nothing.
    """
    outcomes: dict[Segment, Outcome] = {}
    keys: dict[Segment, list[str]] = {segment: [] for segment in segments}
    waiting = {segment: segment for segment in segments}
    for hop in route.hops:
        found = _hop(list(dict.fromkeys(waiting.values())), hop, remember=remember)
        following: dict[Segment, Segment] = {}
        for segment, present in waiting.items():
            key, outcome = found[present]
            keys[segment].append(key)
            whole = compose(outcomes[segment], outcome) if segment in outcomes else outcome
            outcomes[segment] = whole
            if (next_segment := onward(present, outcome)) is not None:
                following[segment] = next_segment
        waiting = following
    return outcomes, keys


def _hop(
    segments: Sequence[Segment], hop: Hop, *, remember: bool
) -> dict[Segment, tuple[str, Outcome]]:
    keys = {segment: memory.key_of(segment, hop) for segment in segments}
    known = memory.recall(set(keys.values()))
    missing = list(
        {keys[segment]: segment for segment in segments if keys[segment] not in known}.values()
    )
    if missing:
        made = climb(missing, engine=hop.engine, pair=hop.pair)
        fresh = {
            keys[segment]: (segment, outcome)
            for segment, outcome in zip(missing, made, strict=True)
        }
        if remember:
            memory.remember(hop, fresh)
        known |= {key: outcome for key, (_segment, outcome) in fresh.items()}
    return {segment: (key, known[key]) for segment, key in keys.items()}


def _store(job: TranslationJob, result: Translated) -> None:
    """Store the translation, remove the job, tell the news: all or nothing."""
    with transaction.atomic():
        text = Text.objects.select_for_update().filter(pk=job.text_id).first()
        mine = TranslationJob.objects.filter(pk=job.pk, owner=leases.owner(), checksum=job.checksum)
        if text is None:
            return
        if text.checksum != job.checksum:
            _start_over(mine, text, job.language)
            return
        if not mine.delete()[0]:
            return
        _write(text, job.language, result)
        memory.note_uses(text, result.keys)
        publish(TextTranslated(text_id=text.pk, language=job.language, checksum=text.checksum))


def _start_over(mine: "QuerySet[TranslationJob]", text: Text, language: str) -> None:
    """The text changed meanwhile: the job is for its present version now."""
    if languages.serves(text.language, language):
        mine.delete()
        return
    mine.update(
        checksum=text.checksum,
        source_language=text.language,
        state=State.PENDING,
        owner="",
        lease_until=None,
    )


def _write(text: Text, language: str, result: Translated) -> None:
    made, route = result.assembly, result.route
    withheld = is_withheld(made)
    pinned = text.translations.filter(language=language, origin=Translation.Origin.HUMAN)
    if pinned.exists():
        return
    Translation.objects.update_or_create(
        text=text,
        language=language,
        defaults={
            "html": made.html,
            "plain": made.text,
            "source_checksum": text.checksum,
            "source_language": text.language,
            "route": route.languages,
            "engine": route.label[:200],
            "fingerprint": route.fingerprint,
            "first_choice": result.first_choice,
            "pipeline_version": PIPELINE_VERSION,
            "renderer_version": RENDERER_VERSION,
            "origin": Translation.Origin.MACHINE,
            "quality": made.quality,
            "uncertain": made.uncertain or route.experimental,
            "withheld": withheld,
            "reason": "too_uncertain" if withheld else "",
        },
    )


def is_withheld(made: Assembly) -> bool:
    """True where a translation is too bad to be shown at all: below the floor, or mostly kept
    in its source."""
    below = made.mean_score is not None and made.mean_score < SCORE_FLOOR
    return below or (made.total > 0 and made.kept * 2 > made.total)


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
        publish(TextTranslated(text_id=job.text_id, language=job.language, checksum=job.checksum))


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
