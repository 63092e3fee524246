"""What members have read, and when they were here. Told by the page's script or by a button."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Actor
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.actions.notification_reading import mark_thread_notifications_read
from forum.models import Thread, Visit
from forum.queries import thread_for

VISIT_ENDS_AFTER = timedelta(minutes=30)
"""Without a sign of life for so long, the next one begins a new visit."""

_RAISE = """
    INSERT INTO forum_threadread (member_id, thread_id, number, read) VALUES (%s, %s, %s, %s)
    ON CONFLICT (member_id, thread_id)
    DO UPDATE SET number = excluded.number, read = excluded.read
    WHERE forum_threadread.number < excluded.number
"""
"""One statement, so that of two at once the higher number stays (Django's own upsert cannot
compare)."""


@transaction.atomic
def mark_read(*, actor: Actor, thread: Thread, number: int) -> None:
    """Note that the actor has seen the thread up to the post with this number. It only rises.

    Raises NotSignedIn, NotFound, and InvalidInput for a number that no post has had yet.
    """
    member = check_member(actor)
    thread = thread_for(actor, thread.pk)
    if not 1 <= number <= thread.last_number:
        raise InvalidInput(fields={"number": _("This thread has no post with that number.")})
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [member.pk, thread.pk, number, _adapted(now)])
    mark_thread_notifications_read(actor=actor, thread_id=thread.pk, until=number)


def _adapted(moment: datetime) -> Any:
    """A moment as the driver of this database takes it: text on SQLite, itself on PostgreSQL."""
    return connection.ops.adapt_datetimefield_value(moment)


@transaction.atomic
def note_visit(*, actor: Actor) -> None:
    """A sign of life: goes on with the member's visit, or ends the last one and begins anew.

    Raises NotSignedIn.
    """
    member, now = check_member(actor), timezone.now()
    ended = When(seen__lt=now - VISIT_ENDS_AFTER, then=F("seen"))
    visits = Visit.objects.filter(member=member)
    if not visits.update(before=Case(ended, default=F("before")), seen=now):
        Visit.objects.bulk_create([Visit(member=member, seen=now)], ignore_conflicts=True)
