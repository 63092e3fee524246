"""What belongs to people and not to posts, when their thread goes into another one: how far they
have read, what they follow, what they are writing, what they were told.

Nothing of it is taken away from the source, so undoing finds it there again; what is made in the
target for that is noted in `ThreadMerge.copied`.
"""

from collections.abc import Sequence

from forum.merge_planning import Readers, Step
from forum.models import Draft, Notification, Subscription, Thread, ThreadMerge, ThreadRead

BATCH = 500


def carry_belongings(merge: ThreadMerge, steps: Sequence[Step]) -> None:
    """Let everybody find in the target what he had in the source. Both threads are held; `merge`
    is not saved here."""
    merge.copied = {
        "reads": _carry_places(merge, steps),
        "subscriptions": _carry_subscriptions(merge.source, merge.target),
        "drafts": carry_drafts(merge.source_id, merge.target_id),
    }
    Notification.objects.filter(thread=merge.source_id).update(thread=merge.target_id)


def _carry_places(merge: ThreadMerge, steps: Sequence[Step]) -> dict[str, int]:
    """New places in the target; those of members who had only read the source are new rows, by
    id with their number."""
    rows = ThreadRead.objects.filter(thread__in=[merge.source_id, merge.target_id])
    held = list(rows.select_for_update(no_key=True).order_by("pk"))
    sources = {row.member_id: row.number for row in held if row.thread_id == merge.source_id}
    here = [row for row in held if row.thread_id == merge.target_id]
    readers = Readers(steps)
    for row in here:
        row.number = readers.place(row.number, sources.pop(row.member_id, None))
    ThreadRead.objects.bulk_update(here, ["number"], batch_size=BATCH)
    new = [
        ThreadRead(member_id=key, thread_id=merge.target_id, number=readers.place(None, number))
        for key, number in sources.items()
    ]
    ThreadRead.objects.bulk_create(new, batch_size=BATCH)
    return {str(row.pk): row.number for row in new}


def _carry_subscriptions(source: Thread, target: Thread) -> list[int]:
    """Who follows the source follows the target, unless he chose something for that one."""
    chosen = set(Subscription.objects.filter(thread=target).values_list("member_id", flat=True))
    rows = Subscription.objects.filter(thread=source).exclude(member__in=chosen)
    new = [
        Subscription(member_id=member_id, thread=target, level=level)
        for member_id, level in rows.values_list("member_id", "level")
    ]
    Subscription.objects.bulk_create(new, batch_size=BATCH)
    return [row.pk for row in new]


def carry_drafts(source_id: int, target_id: int, *, only: Sequence[int] | None = None) -> list[int]:
    """Answers that are being written are for the target; ids of the drafts. Where one was begun
    there, too, both are kept, as with two devices."""
    place = f"reply/{target_id}"
    rows = Draft.objects.filter(place=f"reply/{source_id}").order_by("pk")
    moved = list(rows if only is None else rows.filter(pk__in=only))
    there = Draft.objects.filter(place=place, member__in={row.member_id for row in moved})
    taken = set(there.values_list("member_id", "conflict"))
    for row in moved:
        numbers = range(len(taken) + 1)
        row.conflict = next(one for one in numbers if (row.member_id, one) not in taken)
        row.place = place
        taken.add((row.member_id, row.conflict))
    Draft.objects.bulk_update(moved, ["place", "conflict"], batch_size=BATCH)
    return [row.pk for row in moved]
