"""Where a thread opens: at what a member has not read yet, with a line above it and a way to
every other place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from accounts.permissions import Actor
from forum.models import Post, Subscription, Thread
from forum.queries import PAGE, Page, posts_for, standing_in, unread_posts
from forum.queries.reading import Standing
from frontend.pages.following import follow_menu
from frontend.pages.visitor import actor_of

NOTHING = Subscription.Level.NORMAL
"""The level of a thread for which nothing was chosen."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a thread and what surrounds it. Posts are told apart by their numbers, of
    which some may be gone: `last` is the highest, `count` how many posts are left."""

    page: Page[Post]
    standing: Standing
    at: Post | None
    last: int
    count: int

    @property
    def is_long(self) -> bool:
        """True where a thread does not fit on one page."""
        return self.last > PAGE

    @property
    def has_gaps(self) -> bool:
        return self.last != self.count

    @property
    def number(self) -> int:
        """The number of the post that is read first here."""
        return self.at.number if self.at else 1

    @property
    def new(self) -> Post | None:
        """The first post that came after the member's last visit."""
        return next((post for post in self.page.items if self.standing.is_unread(post)), None)

    def with_marker(self, articles: Sequence[SafeString]) -> list[SafeString]:
        """The articles, with a line before the first that is new."""
        if self.new is None or self.new.number == 1:
            return list(articles)
        index = self.page.items.index(self.new)
        line = render_to_string("parts/unread_marker.html", {"post": self.new})
        marker = mark_safe(line)  # noqa: S308 - rendered by a template that escapes
        return [*articles[:index], marker, *articles[index:]]


def place_asked(request: HttpRequest, thread: Thread, *, post: int | None) -> Place:
    """The stretch that a request asks for: around a post (its id), at a cursor, at the beginning
    (`?from=start`), else at what the member has not read yet. Raises BadCursor, NotFound."""
    actor, asked = actor_of(request), request.GET
    standing = standing_in(actor, thread)
    cursor = asked.get("cursor")
    chosen = bool(post or cursor or asked.get("from") == "start")
    if chosen:
        page = posts_for(actor, thread, cursor=cursor, around=post)
    else:
        page = unread_posts(actor, thread, standing.number)
    at = _read_first(page, standing, post, chosen=chosen)
    return Place(page, standing, at, thread.last_number, thread.posts_count + 1)


def _read_first(
    page: Page[Post], standing: Standing, wanted: int | None, *, chosen: bool
) -> Post | None:
    """The post wanted, else the first unread one; of a thread read wholly the last one."""
    if not page.items:
        return None
    if wanted:
        return next(post for post in page.items if post.pk == wanted)
    unread = next((post for post in page.items if standing.is_unread(post)), None)
    read_wholly = not chosen and unread is None and page.previous is not None
    return page.items[-1] if read_wholly else page.items[0] if chosen else unread or page.items[0]


def place_context(actor: Actor, thread: Thread, place: Place) -> dict[str, Any]:
    """What the parts around the posts need: the way to other places, the menu to follow."""
    return {"place": place, "follow": follow_menu(actor, thread, place.standing.level or NOTHING)}
