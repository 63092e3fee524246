"""Where a member stands in a thread, and ways to any place in it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.permissions import Actor
from core.errors import NotFound
from core.prepared import prepared
from forum.models import Post, Subscription, Thread, ThreadRead
from forum.queries.paging import PAGE, Page, cursor_at
from forum.queries.posts import posts_for, visible_to

LEAD = 3
"""How many posts read before stand above the first unread one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands to a thread: read up to `number` (None: never), following at `level`
    (None: nothing chosen)."""

    number: int | None = None
    level: str | None = None

    def is_unread(self, post: Post) -> bool:
        """True for what came after the last visit; nothing is new to who was never here."""
        return self.number is not None and post.number > self.number


def standing_in(actor: Actor, thread: Thread) -> Standing:
    """One query for a member, none for a visitor."""
    if actor.member is None:
        return Standing()
    rows = _standing(member=actor.member.pk, thread=thread.pk)
    return Standing(*rows[0]) if rows else Standing()


@prepared
def _standing(*, member: int, thread: int) -> "QuerySet[Thread, tuple[int | None, str | None]]":
    own = {"member": member, "thread": OuterRef("pk")}
    return Thread.objects.filter(pk=thread).values_list(
        Subquery(ThreadRead.objects.filter(**own).values("number")[:1]),
        Subquery(Subscription.objects.filter(**own).values("level")[:1]),
    )


def unread_posts(actor: Actor, thread: Thread, number: int | None) -> Page[Post]:
    """The stretch of a thread that a member who has read up to `number` reads next.

    The first unread post is in it; where nothing is left to read, the end of the thread. The
    beginning where nothing was read, or all that matters fits there. Two queries at most.
    """
    if number is None or number < PAGE:
        return posts_for(actor, thread)
    rows = visible_to(actor).filter(thread=thread)
    if number >= thread.last_number:
        return replace(posts_for(actor, thread, cursor=_after_the_end(thread)), next=None)
    read = rows.filter(number__lte=number).order_by("-number")
    edge = list(read[LEAD : LEAD + 1])
    cursor = cursor_at(edge[0], "number", backwards=False) if edge else None
    return posts_for(actor, thread, cursor=cursor)


def _after_the_end(thread: Thread) -> str:
    """A cursor for the last stretch: backwards from a post that is not there."""
    nobody = Post(pk=0, number=thread.last_number + 1)
    return cursor_at(nobody, "number", backwards=True)


def post_at_number(actor: Actor, thread: Thread, number: int) -> Post:
    """The post with this number, or the nearest that can be seen: after it, else before.

    Raises NotFound where the actor sees no post at all.
    """
    rows = visible_to(actor).filter(thread=thread)
    following = rows.filter(number__gte=number).order_by("number")
    return _first(following, rows.order_by("-number"))


def post_at_moment(actor: Actor, thread: Thread, moment: datetime) -> Post:
    """The first post written at or after `moment`, else the last one. Raises NotFound."""
    rows = visible_to(actor).filter(thread=thread)
    following = rows.filter(created__gte=moment).order_by("created", "number")
    return _first(following, rows.order_by("-number"))


def _first(*choices: "QuerySet[Post]") -> Post:
    for rows in choices:
        if post := rows.first():
            return post
    raise NotFound
