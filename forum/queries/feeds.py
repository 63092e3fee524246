"""What feeds tell: public threads and posts, the same for everybody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from accounts.models import Member
from accounts.permissions import VISITOR
from forum.models import Post, Thread
from forum.queries.posts import visible_to
from forum.visibility import thread_condition
from translation.models import Translation

ENTRIES = 30
UNANSWERED: dict[str, Any] = {
    "kind": Thread.Kind.QUESTION,
    "state": Thread.State.OPEN,
    "answers_count": 0,
}
"""As the index `thread_unanswered` has it."""


def public_threads(**conditions: Any) -> list[Post]:
    """The opening posts of threads that visitors may read, those with the newest activity first;
    `conditions` narrow the threads. Two queries."""
    threads = Thread.objects.filter(thread_condition(VISITOR), **conditions).only("pk")
    newest = threads.order_by("-last_activity", "-id")[:ENTRIES]
    ids = [thread.pk for thread in newest]
    opening = _posts().filter(thread__in=ids, kind=Post.Kind.OPENING)
    return sorted(opening, key=lambda post: ids.index(post.thread_id))


def public_posts(thread: Thread) -> list[Post]:
    """The newest posts of a thread that visitors may read, newest first; one query."""
    return list(_posts().filter(thread=thread).order_by("-number")[:ENTRIES])


def public_posts_of(author: Member) -> list[Post]:
    """The newest posts of a member that visitors may read, newest first; one query."""
    return list(_posts().filter(author=author).order_by("-created", "-id")[:ENTRIES])


def _posts() -> "QuerySet[Post]":
    return (
        visible_to(VISITOR)
        .filter(visibility=Post.Visibility.PUBLIC)
        .select_related("body", "author", "thread__title", "thread__category__name")
    )


def last_translated(texts: Sequence[int]) -> datetime | None:
    """When any of the texts (ids) was last translated, into whatever language."""
    found = Translation.objects.filter(text__in=texts).aggregate(latest=Max("updated"))
    latest: datetime | None = found["latest"]
    return latest
