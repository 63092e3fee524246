"""What a member is told, and how he wants to be told."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from accounts.models import Member
from accounts.permissions import Actor
from core.errors import NotSignedIn
from core.prepared import prepared
from forum.models import Notification, NotificationDelivery, NotificationSettings
from forum.models.notification import told_in_app_only
from forum.notification_times import GATHERED_FOR, Habits
from forum.queries.paging import PAGE, Page, page_of
from forum.queries.posts import visible_to
from forum.visibility import thread_condition

UNSEEN_MAX = 100
"""Counting ends here: a badge says “99+”."""


def notifications_for(
    actor: Actor, *, unread: bool = False, cursor: str | None = None, limit: int = PAGE
) -> Page[Notification]:
    """What the actor is told, newest first, without what he may not see (any more).

    Raises NotSignedIn and BadCursor.
    """
    rows = _shown_to(actor)
    if unread:
        rows = rows.filter(read=None)
    return page_of(rows, field="created", descending=True, cursor=cursor, limit=limit)


def notifications_by_id(actor: Actor, ids: Iterable[int]) -> list[Notification]:
    """Those of the actor's notifications that he may see, oldest first. Raises NotSignedIn."""
    return list(_shown_to(actor).filter(pk__in=list(ids)).order_by("created", "pk"))


def _shown_to(actor: Actor) -> "QuerySet[Notification]":
    if actor.member is None:
        raise NotSignedIn
    rows = Notification.objects.filter(member=actor.member).select_related(
        "actor", "thread__title", "thread__community", "post__body"
    )
    posts = Q(post=None) | Q(post__in=visible_to(actor).order_by())
    threads = Q(thread=None) | thread_condition(actor, "thread__")
    return rows.filter(posts & threads)


def unseen_count(member: Member) -> int:
    """How many notifications wait to be seen, counted up to `UNSEEN_MAX`; one query of an index
    that holds nothing else."""
    return len(_unseen(member=member.pk))


@prepared
def _unseen(*, member: int) -> "QuerySet[Notification, tuple[int]]":
    rows = Notification.objects.filter(member=member, seen=None).order_by()
    return rows.values_list("pk")[:UNSEEN_MAX]


def unseen_of(members: Iterable[int]) -> dict[int, tuple[int, int]]:
    """For each of the members (ids) with something unseen: how much, and the newest id of it."""
    rows = Notification.objects.filter(member__in=list(members), seen=None).order_by()
    found = rows.values_list("member").annotate(many=Count("pk"), newest=Max("pk"))
    return {member: (many, newest) for member, many, newest in found}


def settings_of(member: Member) -> NotificationSettings:
    """How the member wants to be told; what nobody changed yet is not stored."""
    row = NotificationSettings.objects.filter(member=member).first()
    return row or NotificationSettings(member=member)


def habits_of(members: Iterable[Member]) -> dict[int, Habits]:
    """How each of the members wants to be written to (one query)."""
    people = {member.pk: member for member in members}
    rows = NotificationSettings.objects.filter(member__in=people)
    stored = {row.member_id: row for row in rows}
    return {pk: habits(people[pk], stored.get(pk)) for pk in people}


def habits(member: Member, row: NotificationSettings | None) -> Habits:
    """Settings as the plans of times want them."""
    if row is None:
        return Habits(types_off=frozenset(told_in_app_only()), zone=member.timezone)
    return Habits(
        mail=row.mail,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        types_off=frozenset(row.types_off),
        reachable=row.bounced is None,
        zone=member.timezone,
    )


def last_mails(members: Iterable[int], *, now: datetime) -> dict[int, datetime]:
    """When each of the members was last sent a mail, for those where that was just now."""
    rows = NotificationDelivery.objects.filter(
        notification__member__in=list(members),
        channel=NotificationDelivery.Channel.MAIL,
        state__in=[NotificationDelivery.State.STARTED, NotificationDelivery.State.SENT],
        changed__gt=now - GATHERED_FOR,
    )
    return dict(rows.values_list("notification__member").annotate(Max("changed")).order_by())
