"""What changed in threads, for those who have them open."""

from collections.abc import Iterable

from forum.models import Thread, ThreadEvent
from forum.visibility import HEARS


def newest_events(thread_ids: Iterable[int]) -> dict[int, int]:
    """The number of the newest event of each thread; no entry for threads that are gone."""
    rows = Thread.objects.filter(pk__in=list(thread_ids))
    return dict(rows.values_list("pk", "event"))


def events_after(
    thread_id: int, number: int, *, audience: str, limit: int = 1000
) -> list[ThreadEvent]:
    """Events of a thread after `number` that `audience` may hear, in order."""
    rows = ThreadEvent.objects.filter(
        thread=thread_id, number__gt=number, audience__in=HEARS[audience]
    )
    return list(rows.order_by("number")[:limit])


def backlog_reaches(thread_id: int, number: int) -> bool:
    """True where no event after `number` has been swept away."""
    oldest = ThreadEvent.objects.filter(thread=thread_id).order_by("number").first()
    newest = newest_events([thread_id]).get(thread_id, 0)
    return number >= newest or bool(oldest and oldest.number <= number + 1)
