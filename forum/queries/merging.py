"""Where posts are that went from one thread into another."""

from collections.abc import Collection

from accounts.permissions import Actor, Privilege, require
from core.errors import NotFound
from forum.models import MergedPost, Post, Thread, ThreadMerge
from forum.visibility import thread_condition

HOPS_MAX = 50
"""How many merges are followed, one after the other."""


def present_place(thread_id: int) -> Thread:
    """The thread in which the posts of a thread are now: itself, or what it went into at last.
    Nobody's permission is asked. Raises NotFound."""
    seen: set[int] = set()
    while len(seen) < HOPS_MAX:
        thread = _thread(thread_id)
        if thread.visibility != Thread.Visibility.MERGED or thread.merged_into_id is None:
            return thread
        seen.add(thread.pk)
        thread_id = thread.merged_into_id
    raise NotFound


def _thread(thread_id: int) -> Thread:
    thread = Thread.objects.select_related("community", "category").filter(pk=thread_id).first()
    if thread is None:
        raise NotFound
    return thread


def opening_of(thread_id: int) -> Post | None:
    """The post that opened a thread, wherever it stands now; None where it is no more."""
    rows = Post.objects.select_related("body", "author")
    there = rows.filter(thread=thread_id, kind=Post.Kind.OPENING).first()
    moved = MergedPost.objects.filter(
        merge__source=thread_id, moved=True, kind_before=Post.Kind.OPENING
    )
    return there or rows.filter(pk__in=moved.values("post")).first()


def target_of(actor: Actor, thread_id: int) -> int | None:
    """The thread that a merged one leads to, where the actor may read it."""
    merged = Thread.objects.filter(pk=thread_id, visibility=Thread.Visibility.MERGED)
    if not merged.exists():
        return None
    place = present_place(thread_id)
    return place.pk if _is_seen(actor, place) else None


def _is_seen(actor: Actor, thread: Thread) -> bool:
    return Thread.objects.filter(thread_condition(actor), pk=thread.pk).exists()


def merge_for(actor: Actor, merge_id: int) -> ThreadMerge:
    """One merge, for who keeps order in its community. Raises NotFound, NotPermitted."""
    rows = ThreadMerge.objects.select_related("target__community", "source__community")
    merge = rows.filter(pk=merge_id).first()
    if merge is None or not _is_seen(actor, present_place(merge.target_id)):
        raise NotFound
    require(actor, Privilege.MODERATE, merge.target.community)
    return merge


def newest_merge(thread_id: int) -> ThreadMerge:
    """The last merge that took a thread away, done or undone. Raises NotFound."""
    states = ThreadMerge.State.DONE, ThreadMerge.State.UNDONE
    found = ThreadMerge.objects.filter(source=thread_id, state__in=states).order_by("-pk").first()
    if found is None:
        raise NotFound
    return found


def merges_of(thread: Thread) -> list[ThreadMerge]:
    """What went into a thread and can be taken out again, or is proposed for it, newest first."""
    states = ThreadMerge.State.DONE, ThreadMerge.State.PROPOSED
    rows = ThreadMerge.objects.filter(target__in=_line(thread), state__in=states)
    about = ("source__title", "source__community", "target__community", "decided_by", "proposed_by")
    return list(rows.select_related(*about).order_by("-pk"))


def _line(thread: Thread) -> Collection[int]:
    """The thread, and those whose posts came into it through others."""
    found, new = {thread.pk}, {thread.pk}
    while new:
        rows = Thread.objects.filter(merged_into__in=new, visibility=Thread.Visibility.MERGED)
        new = set(rows.values_list("pk", flat=True)) - found
        found |= new
    return found
