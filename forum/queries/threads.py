"""Threads that an actor may read, one and in lists."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Unpack

from django.db.models import QuerySet

from accounts.models import Community
from accounts.permissions import Actor
from core.errors import NotFound
from core.prepared import prepared
from forum.models import Category, Thread
from forum.queries.categories import branch_of
from forum.queries.merging import target_of
from forum.queries.narrowing import Narrowing, narrowed
from forum.queries.paging import PAGE, Page, page_of
from forum.thread_errors import ThreadMerged
from forum.visibility import Sight, sight_of, thread_condition

PINNED_MAX = 5
PINNED_LOOKED_AT = 100


def thread_for(actor: Actor, thread_id: int) -> Thread:
    """The thread with its community, category, title and author. Raises NotFound, and
    ThreadMerged where its posts are in another one."""
    sight = sight_of(actor)
    member = sight.member or 0
    found = _thread(replace(sight, member=sight.member and 0), thread_id=thread_id, member=member)
    if not found or found[0].visibility == Thread.Visibility.MERGED:
        raise _gone(actor, thread_id)
    return found[0]


def _gone(actor: Actor, thread_id: int) -> NotFound:
    target_id = target_of(actor, thread_id)
    return NotFound() if target_id is None else ThreadMerged(target_id=target_id)


def thread_or_target(actor: Actor, thread_id: int) -> Thread:
    """The same, following where posts went: for what was begun in a thread before it was merged.
    Raises NotFound."""
    try:
        return thread_for(actor, thread_id)
    except ThreadMerged as merged:
        return thread_for(actor, merged.target_id)


@prepared
def _thread(sight: Sight, *, thread_id: int, member: int) -> "QuerySet[Thread]":
    if sight.member is not None:
        sight = replace(sight, member=member)
    return _threads(sight).filter(pk=thread_id)


def _threads(viewer: Actor | Sight) -> "QuerySet[Thread]":
    return Thread.objects.filter(thread_condition(viewer)).select_related(
        "community", "category__name", "product__name", "title", "author"
    )


def threads_for(
    actor: Actor,
    *,
    order: str = "latest",
    cursor: str | None = None,
    limit: int = PAGE,
    **wanted: Unpack[Narrowing],
) -> Page[Thread]:
    """Threads by newest activity (`latest`) or by age (`newest`). Raises BadCursor.

    One query; one more each for a category and for what is new to a member, and two more for what
    he follows.
    """
    rows = narrowed(_live(actor), actor, wanted)
    field = "created" if order == "newest" else "last_activity"
    return page_of(rows, field=field, descending=True, cursor=cursor, limit=limit)


def pinned_for(
    actor: Actor, *, community: Community | None = None, category: Category | None = None
) -> list[Thread]:
    """The pinned threads of a place, by newest activity: `PINNED_MAX` at most."""
    rows = _live(actor).filter(pinned=True)
    if community:
        rows = rows.filter(community=community)
    found = list(rows.order_by("-last_activity", "-id")[:PINNED_LOOKED_AT])
    if category and found:
        branch = set(branch_of(category))
        found = [thread for thread in found if thread.category_id in branch]
    return found[:PINNED_MAX]


def threads_titled(actor: Actor, titles: Iterable[int]) -> list[Thread]:
    """Those of the threads with these titles (ids of texts) that `actor` may read."""
    return list(_live(actor).filter(title__in=list(titles)))


def _live(actor: Actor) -> "QuerySet[Thread]":
    return _threads(actor).filter(visibility=Thread.Visibility.PUBLIC)
