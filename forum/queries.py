"""What may be read and by whom. Permission comes with the query: what an actor may not see is
not found."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from accounts.permissions import Actor
from core.errors import InvalidInput, NotFound
from forum.models import Category, Post, ReadDemand, Thread, ThreadEvent
from forum.visibility import HEARS, category_condition, post_condition, thread_condition

T = TypeVar("T")

LIMIT_MAX = 100
PAGE = 20


class BadCursor(InvalidInput):
    code = "bad_cursor"
    status = 400
    message = _("This page of the list does not exist.")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a list. The cursors are opaque and survive insertions."""

    items: list[T]
    next: str | None
    previous: str | None


def categories_of(actor: Actor, community: Community) -> list[Category]:
    """The categories of a community that `actor` may enter, in order."""
    rows = Category.objects.filter(category_condition(actor), community=community)
    return list(rows.select_related("name", "description"))


def categories_in(actor: Actor, communities: Iterable[Community]) -> list[Category]:
    """The same for several communities, in one query."""
    rows = Category.objects.filter(category_condition(actor), community__in=list(communities))
    return list(rows.select_related("name", "description"))


def category_for(actor: Actor, community: Community, slug: str) -> Category:
    """Raises NotFound."""
    rows = Category.objects.filter(category_condition(actor), community=community, slug=slug)
    category = rows.select_related("name", "description", "community").first()
    if category is None:
        raise NotFound
    return category


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
    return _page(rows, field=field, descending=True, cursor=cursor, limit=limit)


def posts_for(
    actor: Actor,
    thread: Thread,
    *,
    cursor: str | None = None,
    around: int | None = None,
    order: str = "oldest",
    limit: int = PAGE,
) -> Page[Post]:
    """Posts of a thread that `actor` may see, by number. Raises BadCursor, and NotFound where
    `around` (a post's id) is not among them."""
    rows = _posts(actor).filter(thread=thread)
    descending = order == "newest"
    if around is not None:
        cursor = _cursor_before(rows, around, limit, descending=descending)
    return _page(rows, field="number", descending=descending, cursor=cursor, limit=limit)


def _posts(actor: Actor) -> "QuerySet[Post]":
    return visible_to(actor).select_related("body", "author", "reply_to__author")


def visible_to(actor: Actor) -> "QuerySet[Post]":
    """All posts that `actor` may see, in threads that he may see."""
    return Post.objects.filter(post_condition(actor) & thread_condition(actor, "thread__"))


def post_for(actor: Actor, post_id: int) -> Post:
    """The post with its thread. Raises NotFound."""
    rows = _posts(actor).select_related(
        "body", "author", "reply_to__author", "thread__community", "thread__category"
    )
    post = rows.filter(pk=post_id).first()
    if post is None:
        raise NotFound
    return post


def posts_by_id(actor: Actor, ids: Iterable[int]) -> dict[int, Post]:
    """Those of the posts that `actor` may see, by id."""
    rows = _posts(actor).select_related(
        "body", "author", "reply_to__author", "thread__community", "thread__category"
    )
    return {post.pk: post for post in rows.filter(pk__in=list(ids))}


def revisions_of(actor: Actor, post: Post) -> list[Any]:
    """Earlier versions of a post the actor may see, newest first."""
    post_for(actor, post.pk)
    return list(post.revisions.select_related("editor").order_by("-revision"))


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


def languages_read(community_id: int, thread_id: int | None = None) -> list[str]:
    """Languages read in a community (or thread) lately, the most read first.

    In a community a language counts from `DEMAND_DAYS_READ_MIN` days on; in a thread at once.
    """
    since = timezone.now().date() - timedelta(days=settings.DEMAND_DAYS)
    rows = ReadDemand.objects.filter(community=community_id, day__gte=since)
    if thread_id is not None:
        rows = rows.filter(thread=thread_id)
    days: dict[str, int] = {}
    for language in rows.values_list("language", flat=True):
        days[language] = days.get(language, 0) + 1
    enough = settings.DEMAND_DAYS_READ_MIN if thread_id is None else 1
    read = [code for code in days if days[code] >= enough]
    return sorted(read, key=lambda code: (-days[code], code))


def _page(
    rows: "QuerySet[Any]", *, field: str, descending: bool, cursor: str | None, limit: int
) -> Page[Any]:
    """Keyset paging by (`field`, id): one query, whatever the length of the list."""
    limit = max(1, min(limit, LIMIT_MAX))
    backwards, edge = _parse(cursor, field)
    down = descending != backwards
    if edge:
        rows = rows.filter(_beyond(field, edge, down=down))
    sign = "-" if down else ""
    found = list(rows.order_by(f"{sign}{field}", f"{sign}id")[: limit + 1])
    more = len(found) > limit
    items = found[:limit][::-1] if backwards else found[:limit]
    if not items:
        return Page([], None, None)
    has_next, has_previous = (True, more) if backwards else (more, bool(edge))
    return Page(
        items,
        next=_cursor(items[-1], field, backwards=False) if has_next else None,
        previous=_cursor(items[0], field, backwards=True) if has_previous else None,
    )


def _beyond(field: str, edge: tuple[Any, int], *, down: bool) -> Q:
    value, pk = edge
    word = "lt" if down else "gt"
    return Q(**{f"{field}__{word}": value}) | Q(**{field: value, f"id__{word}": pk})


def _cursor(row: Any, field: str, *, backwards: bool) -> str:
    value = getattr(row, field)
    plain = value.isoformat() if isinstance(value, datetime) else value
    raw = json.dumps([field, int(backwards), plain, row.pk], separators=(",", ":"))
    return urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _parse(cursor: str | None, field: str) -> tuple[bool, tuple[Any, int] | None]:
    """Direction and edge that a cursor of a list ordered by `field` names. Raises BadCursor."""
    if not cursor:
        return False, None
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of_field, backwards, value, pk = json.loads(raw)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadCursor from error
    if of_field != field or backwards not in (0, 1) or type(pk) is not int:
        raise BadCursor
    return bool(backwards), (_edge_value(field, value), pk)


def _edge_value(field: str, value: Any) -> datetime | int:
    if field == "number" and type(value) is int:
        return value
    try:
        moment = datetime.fromisoformat(value)
        # At the ends of time this overflows: no database compares such moments.
        moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadCursor from error
    if field == "number" or moment.tzinfo is None:
        raise BadCursor
    return moment


def _cursor_before(
    rows: "QuerySet[Post]", post_id: int, limit: int, *, descending: bool
) -> str | None:
    """A cursor whose page holds the post, a few posts before it included."""
    post = rows.filter(pk=post_id).first()
    if post is None:
        raise NotFound
    before = (
        rows.filter(number__gt=post.number).order_by("number")
        if descending
        else rows.filter(number__lt=post.number).order_by("-number")
    )
    lead = min(3, max(0, limit - 1))
    edge = list(before[lead : lead + 1])
    return _cursor(edge[0], "number", backwards=False) if edge else None
