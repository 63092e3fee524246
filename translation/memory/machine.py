"""What engines wrote, sentence by sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from translation.engines.base import AlignedSpan, Segment
from translation.memory.keys import KEYS_PER_QUERY, source_key
from translation.models import MemorySegment
from translation.pipeline import Outcome, kept
from translation.routing import Hop

UNUSED_AFTER = timedelta(days=90)
_EVICTED_AT_ONCE = 1000


def in_parts(keys: Iterable[str]) -> Iterator[list[str]]:
    """The keys in as many as one query takes."""
    remaining = iter(keys)
    while part := list(islice(remaining, KEYS_PER_QUERY)):
        yield part


def recall(keys: Iterable[str]) -> dict[str, Outcome]:
    """What is remembered under `keys`."""
    found: dict[str, Outcome] = {}
    for part in in_parts(keys):
        rows = MemorySegment.objects.filter(key__in=part)
        found.update((row.key, _outcome(row)) for row in rows)
    return found


def _outcome(row: MemorySegment) -> Outcome:
    if row.reason:
        return kept(row.reason, tokens=row.tokens)
    alignment = row.alignment
    return Outcome(
        text=row.target,
        score=row.score,
        quality=row.quality,
        origin="memory",
        alignment=None if alignment is None else tuple(AlignedSpan(*span) for span in alignment),
        tokens=row.tokens,
    )


@transaction.atomic
def remember(hop: Hop, outcomes: Mapping[str, tuple[Segment, Outcome]]) -> None:
    """Store machine translations by key, and of what stays in its source that it does."""
    MemorySegment.objects.bulk_create(
        [
            MemorySegment(
                key=key,
                source_key=source_key(hop.pair.source, segment.text),
                source_language=hop.pair.source,
                target_language=hop.pair.target,
                source=segment.text,
                target=outcome.text or "",
                reason=(outcome.reason or "kept")[:40] if outcome.is_kept else "",
                alignment=_spans(outcome.alignment),
                score=outcome.score,
                quality=outcome.quality,
                tokens=outcome.tokens,
            )
            # Always in the same order, so that no two workers wait for each other's rows.
            for key, (segment, outcome) in sorted(outcomes.items(), key=lambda item: item[0])
        ],
        ignore_conflicts=True,
        batch_size=100,
    )


def _spans(alignment: Sequence[AlignedSpan] | None) -> list[list[int]] | None:
    if alignment is None:
        return None
    return [
        [span.source_start, span.source_end, span.target_start, span.target_end]
        for span in alignment
    ]


def note_uses(keys: Iterable[str]) -> None:
    """Record that sentences were needed today, in the present transaction; once a day, so that
    reading them stays cheap."""
    today = timezone.now().date()
    for part in in_parts(keys):
        old = MemorySegment.objects.filter(key__in=part, last_used__lt=today).order_by("pk")
        ids = list(old.select_for_update().values_list("pk", flat=True))
        if ids:
            rows = MemorySegment.objects.filter(pk__in=ids)
            rows.update(last_used=today, days_used=F("days_used") + 1)


def evict() -> int:
    """Forget what nobody needed for long, then, beyond the most that is kept
    (`MEMORY_SEGMENTS_MAX`), what was needed longest ago and most seldom; how many those were."""
    oldest = (timezone.now() - UNUSED_AFTER).date()
    old = MemorySegment.objects.filter(last_used__lt=oldest)
    surplus = MemorySegment.objects.count() - settings.MEMORY_SEGMENTS_MAX
    return delete_in_parts(old.values_list("pk", flat=True)) + _delete_surplus(surplus)


def _delete_surplus(surplus: int) -> int:
    if surplus <= 0:
        return 0
    order = MemorySegment.objects.order_by("last_used", "days_used", "pk")
    return delete_in_parts(order.values_list("pk", flat=True)[:surplus])


def delete_in_parts(ids: Iterable[int]) -> int:
    """Forget entries (ids) in short transactions, so that nobody waits long; how many."""
    remaining, deleted = iter(list(ids)), 0
    while part := list(islice(remaining, _EVICTED_AT_ONCE)):
        deleted += MemorySegment.objects.filter(pk__in=part).delete()[0]
    return deleted
