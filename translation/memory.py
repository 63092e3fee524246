"""The segment memory: a sentence that was translated once is not translated again.

A key covers languages, the text with its atoms abstracted, the engine's fingerprint and the
version of the pipeline.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from translation.engines.base import AlignedSpan, Segment
from translation.models import MemorySegment, SegmentUse, Text
from translation.pipeline import PIPELINE_VERSION, Outcome
from translation.routing import Hop

KEYS_PER_QUERY = 500
UNUSED_AFTER = timedelta(days=90)


def key_of(segment: Segment, hop: Hop) -> str:
    """The key under which the translation of `segment` by `hop` is remembered."""
    parts = (hop.pair.source, hop.pair.target, hop.fingerprint, str(PIPELINE_VERSION), segment.text)
    return sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def recall(keys: Iterable[str]) -> dict[str, Outcome]:
    """What is remembered under `keys`."""
    wanted = list(keys)
    found: dict[str, Outcome] = {}
    for start in range(0, len(wanted), KEYS_PER_QUERY):
        rows = MemorySegment.objects.filter(key__in=wanted[start : start + KEYS_PER_QUERY])
        found.update((row.key, _outcome(row)) for row in rows)
    return found


def _outcome(row: MemorySegment) -> Outcome:
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
    """Store machine translations by key; what was kept in source is not remembered."""
    MemorySegment.objects.bulk_create(
        [
            MemorySegment(
                key=key,
                source_language=hop.pair.source,
                target_language=hop.pair.target,
                source=segment.text,
                target=outcome.text,
                alignment=_spans(outcome.alignment),
                score=outcome.score,
                quality=outcome.quality,
                tokens=outcome.tokens,
            )
            for key, (segment, outcome) in outcomes.items()
            if outcome.text is not None
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


def note_uses(text: Text, keys: Iterable[str]) -> None:
    """Record that `text` contains the sentences remembered under `keys`."""
    wanted, today = list(keys), timezone.now().date()
    for start in range(0, len(wanted), KEYS_PER_QUERY):
        segments = MemorySegment.objects.filter(key__in=wanted[start : start + KEYS_PER_QUERY])
        ids = list(segments.values_list("pk", flat=True))
        SegmentUse.objects.bulk_create(
            [SegmentUse(text=text, segment_id=pk) for pk in ids], ignore_conflicts=True
        )
        segments.filter(last_used__lt=today).update(last_used=today)


@transaction.atomic
def evict() -> int:
    """Forget sentences that no text contains and nobody met for long; how many those were."""
    old = Q(last_used__lt=(timezone.now() - UNUSED_AFTER).date(), uses__isnull=True)
    return MemorySegment.objects.filter(old).delete()[0]
