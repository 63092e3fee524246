"""What a member did here, as far as the one who looks may see it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import Member
from accounts.permissions import Actor
from core.languages import UNKNOWN
from forum.models import Post, Profile, Thread
from forum.queries.paging import PAGE, Page, page_of
from forum.queries.posts import visible_to
from forum.visibility import thread_condition
from translation.models import Text

COUNTED_MOST = 500
"""Counting stops here: a page of somebody who wrote ten thousand posts is as quick as others."""
HELPED_LOOKED_AT = 500
"""The newest accepted answers, which tell whom a member helps."""
POSTS_SHOWN = ("answers", "accepted", "comments")
_THREAD = (
    "thread__title",
    "thread__author",
    "thread__community",
    "thread__category__name",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a member wrote, each up to COUNTED_MOST + 1, which means “more”."""

    threads: int
    answers: int
    accepted: int


Counted = list[tuple[str, int]]
"""Codes, each with how often it was; the most frequent first."""


@dataclass(frozen=True, slots=True)
class Helped:
    """Countries and languages of those whose questions a member solved, and how many of them were
    in another country than his, or asked in another language than he answered.

    `median_seconds` is how long it usually took from the question to the answer; None where
    nobody was helped yet.
    """

    countries: Counted
    languages: Counted
    across_countries: int
    across_languages: int
    median_seconds: float | None


def about_of(member: Member) -> Text | None:
    """What a member wrote about himself."""
    profile = Profile.objects.select_related("about").filter(member=member).first()
    return profile.about if profile else None


def threads_of_member(
    actor: Actor, author: Member, *, cursor: str | None = None, limit: int = PAGE
) -> Page[Thread]:
    """Threads that `author` opened, newest first. Raises BadCursor."""
    rows = _threads(actor, author).select_related("community", "category__name", "title", "author")
    return page_of(rows, field="created", descending=True, cursor=cursor, limit=limit)


def posts_of_member(
    actor: Actor, author: Member, shown: str, *, cursor: str | None = None, limit: int = PAGE
) -> Page[Post]:
    """Posts that `author` wrote, newest first; `shown` is one of POSTS_SHOWN. Raises BadCursor."""
    rows = _posts(actor, author, shown).select_related("body", "author", *_THREAD)
    return page_of(rows, field="created", descending=True, cursor=cursor, limit=limit)


def counts_of(actor: Actor, author: Member) -> Counts:
    """Three queries that look at no more rows than they tell of."""
    return Counts(
        threads=_counted(_threads(actor, author)),
        answers=_counted(_posts(actor, author, "answers")),
        accepted=_counted(_posts(actor, author, "accepted")),
    )


def helped_by(actor: Actor, author: Member) -> Helped:
    """Whom `author` helped, by accepted answers in threads of others; one query."""
    rows = _posts(actor, author, "accepted").exclude(thread__author=author)
    found = rows.order_by("-created", "-id").values_list(*_Solved.__annotations__)
    solved = [_Solved(*row) for row in found[:HELPED_LOOKED_AT]]
    waits = [(row.created - row.thread__created).total_seconds() for row in solved]
    return Helped(
        countries=_most_first(row.country for row in solved),
        languages=_most_first(row.thread__language for row in solved),
        across_countries=sum(row.is_elsewhere for row in solved),
        across_languages=sum(row.is_in_another_language for row in solved),
        median_seconds=median(waits) if waits else None,
    )


class _Solved(NamedTuple):
    """What is to be known of an answer that solved a question."""

    created: datetime
    author__country: str
    body__language: str
    thread__created: datetime
    thread__language: str
    thread__country: str
    thread__author__country: str | None

    @property
    def country(self) -> str:
        """Where the help was needed."""
        return self.thread__country or self.thread__author__country or ""

    @property
    def is_elsewhere(self) -> bool:
        return bool(self.author__country and self.country not in ("", self.author__country))

    @property
    def is_in_another_language(self) -> bool:
        """Scripts and regions of one language are one."""
        written, asked = (
            code.partition("-")[0] for code in (self.body__language, self.thread__language)
        )
        return written != asked and UNKNOWN not in (written, asked)


def _most_first(codes: Iterable[str]) -> Counted:
    counted = Counter(code for code in codes if code and code != UNKNOWN)
    return counted.most_common()


def _threads(actor: Actor, author: Member) -> "QuerySet[Thread]":
    public = Thread.objects.filter(visibility=Thread.Visibility.PUBLIC, author=author)
    return public.filter(thread_condition(actor))


def _posts(actor: Actor, author: Member, shown: str) -> "QuerySet[Post]":
    public = visible_to(actor).filter(
        author=author,
        visibility=Post.Visibility.PUBLIC,
        thread__visibility=Thread.Visibility.PUBLIC,
    )
    if shown == "accepted":
        return public.filter(accepted__isnull=False)
    kind = Post.Kind.COMMENT if shown == "comments" else Post.Kind.ANSWER
    return public.filter(kind=kind)


def _counted(rows: "QuerySet[Thread] | QuerySet[Post]") -> int:
    return rows.order_by()[: COUNTED_MOST + 1].count()
