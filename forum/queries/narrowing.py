"""Which threads a list holds: its place, its filters, and what they are for this reader."""

from datetime import datetime
from typing import TypedDict

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Community
from accounts.permissions import Actor
from core import languages
from forum.models import (
    Category,
    Product,
    Subscription,
    Tag,
    Thread,
    ThreadRead,
    ThreadTag,
    Visit,
)
from forum.queries.categories import branch_of

SHOWN = ("unanswered", "unsolved", "following", "new")
RARE_TAG_THREADS = 2000
"""Threads of a tag that is on fewer are sorted; of another one they are soon met on the way
through all threads by their activity. Either way a page costs about the same in 50,000."""

FOLLOWED_MAX = 5000
"""So many threads that a member opened, and so many that he chose a level for, are looked at: the
newest."""


class Narrowing(TypedDict, total=False):
    """What a list is narrowed to. `show` is one of `SHOWN`; `language` that of the title."""

    community: Community | None
    category: Category | None
    tag: Tag | None
    product: Product | None
    state: str | None
    kind: str | None
    language: str | None
    country: str | None
    show: str | None


def narrowed(rows: "QuerySet[Thread]", actor: Actor, wanted: Narrowing) -> "QuerySet[Thread]":
    """Those of `rows` that are wanted. A category holds the threads of all below it, too."""
    for column in ("product", "state", "kind", "country"):
        value = wanted.get(column)
        if value:
            rows = rows.filter(**{column: value})
    if community := wanted.get("community"):
        rows = rows.filter(**{_way_to_community(wanted): community})
    if category := wanted.get("category"):
        rows = _in_branch(rows, category)
    if tag := wanted.get("tag"):
        rows = _tagged(rows, tag)
    if language := wanted.get("language"):
        rows = rows.filter(language__in=_spellings(language))
    return _shown(rows, actor, wanted.get("show"))


def _way_to_community(wanted: Narrowing) -> str:
    """Few threads of many are found by their keys; SQLite would rather walk through all of the
    community, unless it has to look for that elsewhere."""
    tag = wanted.get("tag")
    few = wanted.get("show") == "following" or (tag and tag.threads_count < RARE_TAG_THREADS)
    return "category__community" if few else "community"


def _in_branch(rows: "QuerySet[Thread]", category: Category) -> "QuerySet[Thread]":
    ids = branch_of(category)
    if len(ids) == 1:
        return rows.filter(category=category)
    # With the community, its threads are read in their order, instead of sorting those of many
    # categories.
    return rows.filter(category__in=ids, community=category.community_id)


def _tagged(rows: "QuerySet[Thread]", tag: Tag) -> "QuerySet[Thread]":
    tagged = ThreadTag.objects.filter(tag=tag)
    if tag.threads_count < RARE_TAG_THREADS:
        return rows.filter(pk__in=tagged.values("thread"))
    return rows.filter(Exists(tagged.filter(thread=OuterRef("pk"))))


def _spellings(language: str) -> list[str]:
    """A language with its regions: who looks for Portuguese looks for that of Brazil, too."""
    offered = (item.code for item in languages.offered())
    return sorted({language, *(code for code in offered if code.startswith(f"{language}-"))})


def _shown(rows: "QuerySet[Thread]", actor: Actor, show: str | None) -> "QuerySet[Thread]":
    if show == "unanswered":
        return rows.filter(
            kind=Thread.Kind.QUESTION, state=Thread.State.OPEN, answers_count=0, closed=False
        )
    if show == "unsolved":
        return rows.filter(kind=Thread.Kind.QUESTION, state=Thread.State.OPEN)
    if show == "following":
        return _followed(rows, actor)
    return _new(rows, actor) if show == "new" else rows


def _followed(rows: "QuerySet[Thread]", actor: Actor) -> "QuerySet[Thread]":
    """What a member watches or tracks, and what he opened unless he muted it."""
    if actor.member is None:
        return rows.none()
    levels = Subscription.Level
    mine = Subscription.objects.filter(member=actor.member, thread__isnull=False)
    chosen = dict(mine.order_by("-id").values_list("thread", "level")[:FOLLOWED_MAX])
    opened = Thread.objects.filter(author=actor.member).order_by("-created", "-id")
    own = set(opened.values_list("pk", flat=True)[:FOLLOWED_MAX])
    followed = {key for key, level in chosen.items() if level in {levels.WATCHING, levels.TRACKING}}
    muted = {key for key, level in chosen.items() if level == levels.MUTED}
    return rows.filter(pk__in=followed | (own - muted))


def _new(rows: "QuerySet[Thread]", actor: Actor) -> "QuerySet[Thread]":
    """Where something happened since the last visit that the member has not read."""
    if actor.member is None:
        return rows.none()
    read = ThreadRead.objects.filter(
        member=actor.member, thread=OuterRef("pk"), number__gte=OuterRef("last_number")
    )
    return rows.filter(~Exists(read), last_activity__gt=last_visit_of(actor))


def last_visit_of(actor: Actor) -> datetime:
    """When the visit before this one ended; at the first visit, when the member joined."""
    if actor.member is None:
        raise ValueError("visitors have no visits")
    before = Visit.objects.filter(member=actor.member).values_list("before", flat=True).first()
    return before or actor.member.date_joined
