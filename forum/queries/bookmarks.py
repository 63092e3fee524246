"""What a member has kept."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet

from accounts.permissions import Actor
from core.errors import NotSignedIn
from core.prepared import prepared
from forum.models import Bookmark, Post
from forum.queries.paging import PAGE, Page, page_of
from forum.queries.posts import visible_to


def bookmarks_of(actor: Actor, *, cursor: str | None = None, limit: int = PAGE) -> Page[Bookmark]:
    """The actor's bookmarks of posts that he may still see, latest first. Raises NotSignedIn,
    BadCursor."""
    if actor.member is None:
        raise NotSignedIn
    rows = Bookmark.objects.filter(
        Exists(visible_to(actor).filter(pk=OuterRef("post"))), member=actor.member
    ).select_related("post__body", "post__author", "post__thread__title")
    return page_of(rows, field="created", descending=True, cursor=cursor, limit=limit)


def bookmarked(member_id: int, posts: Iterable[Post]) -> list[int]:
    """Ids of those of the posts that a member has kept."""
    return _kept(member=member_id, posts=[post.pk for post in posts])


@prepared
def _kept(*, member: int, posts: Sequence[int]) -> "QuerySet[Bookmark, int]":
    return Bookmark.objects.filter(member=member, post__in=posts).values_list("post", flat=True)
