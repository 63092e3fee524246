"""Posts that an actor may read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Greatest, Now

from accounts.models import Membership
from accounts.permissions import Actor
from core.errors import NotFound
from core.prepared import prepared
from forum.models import Post, Thread
from forum.queries.paging import PAGE, Page, Stretch, cursor_at, stretch_at
from forum.visibility import Sight, post_condition, sight_of, thread_condition


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
    descending = order == "newest"
    if around is not None:
        rows = visible_to(actor).filter(thread=thread)
        cursor = _cursor_before(rows, around, limit, descending=descending)
    stretch = stretch_at(cursor, field="number", descending=descending, limit=limit)
    sight = sight_of(actor)
    found = _stretch(
        replace(sight, member=sight.member and 0),
        replace(stretch, edge=None),
        member=sight.member or 0,
        thread=thread.pk,
        edge=stretch.edge or (),
    )
    return stretch.page(found)


@prepared
def _stretch(
    sight: Sight, stretch: Stretch, *, member: int, thread: int, edge: Sequence[int]
) -> "QuerySet[Post]":
    if sight.member is not None:
        sight = replace(sight, member=member)
    rows = _posts(sight).filter(thread=thread)
    return replace(stretch, edge=(edge[0], edge[1]) if edge else None).of(rows)


def _posts(viewer: Actor | Sight) -> "QuerySet[Post]":
    """With `author_level`, the level of its author where it was written."""
    rows = visible_to(viewer).select_related("body", "author", "reply_to__author", "poll")
    return rows.annotate(author_level=_level_of_author())


def _level_of_author() -> Subquery:
    """`Membership.effective_level`, asked with the posts: a query of its own would cost a thread's
    page more. The database's own clock is asked, because the query is prepared."""
    where = Membership.objects.filter(
        member=OuterRef("author"), community=OuterRef("thread__community")
    )
    here = where.exclude(state=Membership.State.BANNED)
    over = When(level_granted_until__lte=Now(), then=F("level"))
    level = Case(over, default=Greatest("level", "level_granted"))
    return Subquery(here.values_list(level)[:1])


def visible_to(viewer: Actor | Sight) -> "QuerySet[Post]":
    """All posts that `viewer` may see, in threads that he may see."""
    return Post.objects.filter(post_condition(viewer) & thread_condition(viewer, "thread__"))


def post_for(actor: Actor, post_id: int) -> Post:
    """The post with its thread. Raises NotFound."""
    rows = _posts(actor).select_related(
        "body", "author", "reply_to__author", "poll", "thread__community", "thread__category"
    )
    post = rows.filter(pk=post_id).first()
    if post is None:
        raise NotFound
    return post


def posts_by_id(actor: Actor, ids: Iterable[int]) -> dict[int, Post]:
    """Those of the posts that `actor` may see, by id."""
    rows = _posts(actor).select_related(
        "body", "author", "reply_to__author", "poll", "thread__community", "thread__category"
    )
    return {post.pk: post for post in rows.filter(pk__in=list(ids))}


def accepted_in(threads: Iterable[Thread]) -> dict[int, list[int]]:
    """The accepted answers (ids) of each thread that has any, in the order of acceptance; one
    query, none where no thread is solved."""
    solved = [thread.pk for thread in threads if thread.accepted_post_id]
    if not solved:
        return {}
    rows = Post.objects.filter(
        thread__in=solved, accepted__isnull=False, visibility=Post.Visibility.PUBLIC
    )
    found: dict[int, list[int]] = {}
    for thread_id, post_id in rows.order_by("accepted", "pk").values_list("thread_id", "pk"):
        found.setdefault(thread_id, []).append(post_id)
    return found


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
    return cursor_at(edge[0], "number", backwards=False) if edge else None
