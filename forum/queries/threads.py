"""Threads that an actor may read, one and in lists."""

from django.db.models import Q, QuerySet

from accounts.models import Community
from accounts.permissions import Actor
from core.errors import NotFound
from forum.models import Category, Thread
from forum.queries.paging import PAGE, Page, page_of
from forum.visibility import thread_condition


def thread_for(actor: Actor, thread_id: int) -> Thread:
    """The thread with its community, category, title and author. Raises NotFound."""
    thread = _threads(actor).filter(pk=thread_id).first()
    if thread is None:
        raise NotFound
    return thread


def _threads(actor: Actor) -> "QuerySet[Thread]":
    return Thread.objects.filter(thread_condition(actor)).select_related(
        "community", "category__name", "title", "author", "accepted_post"
    )


def threads_for(
    actor: Actor,
    *,
    community: Community | None = None,
    category: Category | None = None,
    state: str | None = None,
    kind: str | None = None,
    order: str = "latest",
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Thread]:
    """Threads by newest activity (`latest`) or by age (`newest`). Raises BadCursor.

    A parent category holds the threads of its children too.
    """
    rows = _threads(actor).filter(visibility=Thread.Visibility.PUBLIC)
    if community:
        rows = rows.filter(community=community)
    if category:
        rows = rows.filter(Q(category=category) | Q(category__parent=category))
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    field = "created" if order == "newest" else "last_activity"
    return page_of(rows, field=field, descending=True, cursor=cursor, limit=limit)
