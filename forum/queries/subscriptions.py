"""Who follows what, and how a post is heard of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from accounts.permissions import Actor
from core.errors import NotSignedIn
from forum.levels import effective_level
from forum.models import Subscription, Thread, ThreadTag
from forum.queries.following import community_condition
from forum.queries.paging import PAGE, Page, page_of
from forum.visibility import category_condition, thread_condition

TARGETS = ("thread", "category", "tag", "author")
_SHOWN = {
    "thread": ("thread__title", "thread__author", "thread__category__name", "thread__community"),
    "category": ("category__name", "category__community"),
    "tag": ("tag__name", "tag__community"),
    "author": ("author",),
}


@dataclass(slots=True)
class _Chosen:
    """What one member chose that concerns a post."""

    of_thread: str | None = None
    of_author: str | None = None
    of_places: list[str] = field(default_factory=list)


def levels_for(
    member_ids: Iterable[int],
    thread: Thread,
    *,
    author_id: int | None = None,
    opening: bool = False,
) -> dict[int, str]:
    """At which level each of the members hears of a post in `thread`, in one query.

    `author_id` is who wrote the post, `opening` says that it opens the thread. Every id gets an
    answer; whether a member may see the thread is not asked here.
    """
    ids = list(member_ids)
    chosen = _chosen(_concerning(thread, author_id).filter(member__in=ids))
    return {pk: _level(pk, chosen[pk], thread, opening=opening) for pk in ids}


def followers_of(
    thread: Thread, *, author_id: int | None = None, opening: bool = False
) -> dict[int, str]:
    """The level of every member who chose one that concerns such a post, and of the thread's
    author, in one query: whom to ask about at all."""
    chosen = _chosen(_concerning(thread, author_id))
    ids = {*chosen, *([thread.author_id] if thread.author_id else [])}
    return {pk: _level(pk, chosen[pk], thread, opening=opening) for pk in ids}


def _concerning(thread: Thread, author_id: int | None) -> "QuerySet[Subscription]":
    """What was chosen for the thread, its category and the one above, its tags, the author."""
    tags = ThreadTag.objects.filter(thread=thread).values("tag")
    places = [thread.category_id, *filter(None, [thread.category.parent_id])]
    concerns = Q(thread=thread) | Q(category__in=places) | Q(tag__in=tags)
    if author_id is not None:
        concerns |= Q(author=author_id)
    return Subscription.objects.filter(concerns)


def _chosen(rows: "QuerySet[Subscription]") -> defaultdict[int, _Chosen]:
    found: defaultdict[int, _Chosen] = defaultdict(_Chosen)
    for row in rows.only("member_id", "level", "thread_id", "author_id"):
        mine = found[row.member_id]
        if row.thread_id:
            mine.of_thread = row.level
        elif row.author_id:
            mine.of_author = row.level
        else:
            mine.of_places.append(row.level)
    return found


def _level(member_id: int, chosen: _Chosen, thread: Thread, *, opening: bool) -> str:
    return effective_level(
        of_thread=chosen.of_thread,
        of_places=chosen.of_places,
        of_author=chosen.of_author,
        owns=thread.author_id == member_id,
        opening=opening,
    )


def chosen_level(actor: Actor, **target: object) -> str | None:
    """What the actor chose for one ``thread=``, ``tag=``, ``category=`` or ``author=``."""
    rows = Subscription.objects.filter(member=actor.member, **target)
    return rows.values_list("level", flat=True).first() if actor.member else None


def subscriptions_of(
    actor: Actor, target: str, *, cursor: str | None = None, limit: int = PAGE
) -> Page[Subscription]:
    """What the actor chose for threads, categories, tags or authors (`target` names one of
    TARGETS) that he may still see, latest choice first. Raises NotSignedIn, BadCursor."""
    if actor.member is None:
        raise NotSignedIn
    seen = {
        "thread": thread_condition(actor, "thread__"),
        "category": category_condition(actor, "category__"),
        "tag": community_condition(actor, "tag__community"),
        "author": Q(author__is_active=True),
    }[target]
    rows = Subscription.objects.filter(seen, member=actor.member, **{f"{target}__isnull": False})
    rows = rows.select_related(*_SHOWN[target])
    return page_of(rows, field="changed", descending=True, cursor=cursor, limit=limit)
