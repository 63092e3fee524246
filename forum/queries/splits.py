"""Threads that were made of posts of another one."""

from accounts.permissions import Actor
from forum.models import Thread, ThreadSplit
from forum.visibility import thread_condition


def splits_of(actor: Actor, thread: Thread) -> list[ThreadSplit]:
    """Those that can be read by `actor`, in the order of their places; what was merged back, or
    deleted, is none. One query."""
    rows = ThreadSplit.objects.filter(
        thread_condition(actor, "target__"),
        source=thread,
        target__visibility=Thread.Visibility.PUBLIC,
    )
    return list(rows.select_related("target__title").order_by("place", "pk"))
