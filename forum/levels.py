"""Which level of following holds where several were chosen. Pure: decides, touches nothing."""

from collections.abc import Iterable

from forum.models import Subscription

Level = Subscription.Level

_BROAD_ORDER = (Level.WATCHING, Level.TRACKING, Level.MUTED, Level.NORMAL)
"""Who watches a tag and mutes the category around it wants the tag."""


def effective_level(
    *,
    of_thread: str | None = None,
    of_places: Iterable[str] = (),
    of_author: str | None = None,
    owns: bool = False,
    opening: bool = False,
) -> str:
    """The level at which a member hears of a post.

    `of_thread` is what the member chose for its thread, `of_places` for its category and tags,
    `of_author` for who wrote the post; `owns` says that the member opened the thread, `opening`
    that the post opens it. A muted author is never heard; then the thread's own level decides;
    watching a place tells of new threads only, later posts there are counted.
    """
    if of_author == Level.MUTED:
        return Level.MUTED
    if of_thread:
        return of_thread
    if owns or of_author == Level.WATCHING:
        return Level.WATCHING
    chosen = {*of_places, *({of_author} if of_author else ())}
    found = next((level for level in _BROAD_ORDER if level in chosen), Level.NORMAL)
    return Level.TRACKING if found == Level.WATCHING and not opening else found
