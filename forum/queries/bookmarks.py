"""What a member has kept."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from accounts.permissions import Actor
from core.errors import NotSignedIn
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
    kept = Bookmark.objects.filter(member=member_id, post__in=list(posts))
    return list(kept.values_list("post", flat=True))
