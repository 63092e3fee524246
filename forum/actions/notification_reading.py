"""What a member has seen of what he was told, and what he has opened."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import Actor
from forum.actions.checks import check_member
from forum.models import Notification


@transaction.atomic
def mark_notifications_seen(*, actor: Actor, until: int | None = None) -> int:
    """Note that the actor has seen the list of his notifications, up to the id `until` where that
    is given; how many were new. Raises NotSignedIn."""
    rows = _mine(actor).filter(seen=None)
    if until is not None:
        rows = rows.filter(pk__lte=until)
    return rows.update(seen=timezone.now())


@transaction.atomic
def mark_notifications_read(*, actor: Actor, ids: Collection[int] | None = None) -> int:
    """Note that the actor has opened these notifications, or all of them (None); how many were
    unread. What is not his is left alone. Raises NotSignedIn."""
    rows = _mine(actor) if ids is None else _mine(actor).filter(pk__in=list(ids))
    now = timezone.now()
    rows.filter(seen=None).update(seen=now)
    return rows.filter(read=None).update(read=now)


@transaction.atomic
def mark_thread_notifications_read(*, actor: Actor, thread_id: int, until: int) -> int:
    """Note that the actor has read a thread up to the post number `until`: what he was told of it
    so far is read as well, and no mail reminds him. Raises NotSignedIn."""
    rows = _mine(actor).filter(read=None, post__thread=thread_id, post__number__lte=until)
    return mark_notifications_read(actor=actor, ids=list(rows.values_list("pk", flat=True)))


def _mine(actor: Actor) -> "QuerySet[Notification]":
    return Notification.objects.filter(member=check_member(actor))
