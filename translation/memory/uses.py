"""Which texts contain which sentences."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from translation.memory.machine import delete_in_parts
from translation.models import HumanSegment, MemorySegment, SegmentUse, Text


def note_texts(uses: Mapping[int, Iterable[str]]) -> None:
    """Record that texts (ids) contain sentences (source keys)."""
    SegmentUse.objects.bulk_create(
        [
            SegmentUse(text_id=text_id, source_key=key)
            for text_id, keys in sorted(uses.items())
            for key in sorted(set(keys))
        ],
        ignore_conflicts=True,
        batch_size=300,
    )


def texts_with(source_key: str) -> Iterable[int]:
    """Ids of the texts that contain a sentence."""
    return SegmentUse.objects.filter(source_key=source_key).values_list("text_id", flat=True)


def drop_unused(text: Text) -> None:
    """Erase the sentences that no text but this one contains, people's work included."""
    others = SegmentUse.objects.filter(source_key=OuterRef("source_key")).exclude(text=text)
    own = SegmentUse.objects.filter(text=text).exclude(Exists(others))
    keys = list(own.values_list("source_key", flat=True))
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        MemorySegment.objects.filter(source_key__in=part).delete()
        HumanSegment.objects.filter(source_key__in=part).delete()


def drop_orphans(*, older_than: timedelta = timedelta(0)) -> int:
    """Erase what engines remember of sentences that stand in no text: those of previews, and of
    texts that were erased while a worker had them in hand; how many."""
    uses = SegmentUse.objects.filter(source_key=OuterRef("source_key"))
    rows = MemorySegment.objects.filter(~Exists(uses), created__lte=timezone.now() - older_than)
    return delete_in_parts(rows.values_list("pk", flat=True))
