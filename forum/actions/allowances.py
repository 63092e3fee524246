"""Checks of what members write against what their level allows, and of slow threads.

Called while the thread of the post is held, so that two posts sent at once are counted one after
the other: the member's own row is held from the count to the end of the transaction. Staff, and
actors that are `exempt` (tokens of set-up, the demo), are not limited.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, allowed
from forum.limit_errors import (
    PostsUsedUp,
    SaidAlready,
    SlowMode,
    ThreadsUsedUp,
    TooManyLinks,
    TooShort,
    WaitForIt,
)
from forum.limits import (
    DAY,
    HOUR,
    MINUTE,
    OPENING_MIN,
    POST_MIN,
    REPEATED_WITHIN,
    TITLE_MIN,
    Allowance,
    allowance,
    least_chars,
    length_of,
    links_in,
)
from forum.models import Post, Thread


def check_opening(actor: Actor, community: Community, *, title: str, body: str) -> None:
    """What opens a thread says enough and not too much, and is not one thread too many.

    Raises TooShort, TooManyLinks, SaidAlready, ThreadsUsedUp, PostsUsedUp.
    """
    if not is_limited(actor, community):
        return
    _check_length("title", title, TITLE_MIN)
    _check_length("body", body, OPENING_MIN)
    _check(actor, community, body, opening=True)


def check_writing(actor: Actor, thread: Thread, *, body: str) -> None:
    """The same for an answer or a comment, which may be short; and the thread's own pace.

    Raises TooShort, TooManyLinks, SaidAlready, PostsUsedUp, SlowMode.
    """
    if _is_free(actor, thread.community):
        return
    _check_pace(actor, thread)
    if settings.POSTING_LIMITS:
        _check_length("body", body, POST_MIN)
        _check(actor, thread.community, body, opening=False)


def check_edit(actor: Actor, community: Community, *, body: str, before: str) -> None:
    """An edit brings no more links than a new post may have. Raises TooManyLinks."""
    if is_limited(actor, community) and links_in(body) > links_in(before):
        _check_links(_allowance(actor, community), body)


def is_limited(actor: Actor, community: Community) -> bool:
    """True for members whose level bounds what they write."""
    return settings.POSTING_LIMITS and not _is_free(actor, community)


def _is_free(actor: Actor, community: Community) -> bool:
    return actor.exempt or allowed(actor, Privilege.MANAGE_THREADS, community)


def _check_length(field: str, text: str, least: int) -> None:
    if length_of(text) < least:
        raise TooShort(field=field, least=least_chars(text, least))


def _check(actor: Actor, community: Community, body: str, *, opening: bool) -> None:
    most = _allowance(actor, community)
    _check_links(most, body)
    Member.objects.select_for_update(no_key=True).filter(pk=actor.id or 0).first()
    now = timezone.now()
    written = _written(actor, community, body, now)
    if written["repeated"]:
        raise SaidAlready
    _check_counts(written, most, opening=opening)


def _allowance(actor: Actor, community: Community) -> Allowance:
    membership = actor.memberships.get(community.pk)
    return allowance(membership.effective_level if membership else 0)


def _check_links(most: Allowance, body: str) -> None:
    if most.links is not None and links_in(body) > most.links:
        raise TooManyLinks(most=most.links)


def _written(actor: Actor, community: Community, body: str, now: datetime) -> dict[str, Any]:
    """What the member wrote in the last 24 hours, counted in one query. What was deleted since
    counts."""
    rows = Post.objects.filter(author=actor.id, thread__community=community, created__gt=now - DAY)
    threads = Q(kind=Post.Kind.OPENING)
    minute, hour = Q(created__gt=now - MINUTE), Q(created__gt=now - HOUR)
    repeated = Q(created__gt=now - REPEATED_WITHIN, body__source=body)
    return rows.aggregate(
        threads=Count("pk", filter=threads),
        first_thread=Min("created", filter=threads),
        minute=Count("pk", filter=minute),
        first_of_minute=Min("created", filter=minute),
        hour=Count("pk", filter=hour),
        first_of_hour=Min("created", filter=hour),
        repeated=Count("pk", filter=repeated),
    )


def _check_counts(written: dict[str, Any], most: Allowance, *, opening: bool) -> None:
    """Room comes when the oldest of those that are counted is old enough."""
    if opening:
        _check_count(written, "threads", "first_thread", most.threads_a_day, DAY, ThreadsUsedUp)
    _check_count(written, "minute", "first_of_minute", most.posts_a_minute, MINUTE, PostsUsedUp)
    _check_count(written, "hour", "first_of_hour", most.posts_an_hour, HOUR, PostsUsedUp)


def _check_count(
    written: dict[str, Any],
    count: str,
    first: str,
    most: int,
    window: timedelta,
    error: type[WaitForIt],
) -> None:
    if written[count] >= most:
        raise error(at=written[first] + window, most=most)


def _check_pace(actor: Actor, thread: Thread) -> None:
    """Whoever has just written in a slow thread waits; the thread is held, so of two posts at once
    one waits, too."""
    if not thread.slow_seconds:
        return
    own = Post.objects.filter(thread=thread, author=actor.id).exclude(kind=Post.Kind.OPENING)
    last = own.aggregate(last=Max("created"))["last"]
    at = last and last + timedelta(seconds=thread.slow_seconds)
    if at and at > timezone.now():
        raise SlowMode(at=at)
