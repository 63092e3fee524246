"""Slow mode: how long a member waits between two posts of his in one thread."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.permissions import Actor, Privilege, require
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.actions.locking import held
from forum.actions.timeline import note_thread
from forum.models import Thread

SECONDS_MAX = 24 * 3600


@transaction.atomic
def slow_down(*, actor: Actor, thread: Thread, seconds: int) -> Thread:
    """Let everybody but staff wait `seconds` between posts; 0 ends it. Twice is once.

    Raises NotFound, NotSignedIn, NotPermitted, ThreadGone, InvalidInput.
    """
    member = check_member(actor)
    thread = held(actor, thread)
    require(actor, Privilege.SLOW_DOWN, thread.community)
    if not 0 <= seconds <= SECONDS_MAX:
        raise InvalidInput(fields={"seconds": _("Choose a time of 24 hours at most.")})
    before, thread.slow_seconds = thread.slow_seconds, seconds
    if before == seconds:
        return thread
    thread.save(update_fields=["slow_seconds"])
    record(
        community=thread.community,
        actor=member,
        verb="thread.slowed",
        subject=("thread", thread.pk),
        before={"seconds": before},
        after={"seconds": seconds},
    )
    note_thread(thread)
    return thread
