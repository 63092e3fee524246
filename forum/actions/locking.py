"""Locking a thread from changes: staff for good or for a time, super-users for a day at most.

A lock with an end is over by itself, whether or not a worker runs (`Thread.is_locked`).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.permissions import Actor, Privilege, allowed, require
from core.errors import InvalidInput
from core.events import publish
from forum.actions.checks import check_member, check_thread
from forum.actions.timeline import lock_thread, note_thread
from forum.events import ThreadLocked, ThreadUnlocked
from forum.models import Thread

HOURS_MAX = 24
"""How long who is no staff may lock a thread."""
HOURS_LONGEST = 24 * 365


@transaction.atomic
def lock_from_changes(*, actor: Actor, thread: Thread, hours: int | None = None) -> Thread:
    """Let nothing in a thread be changed but by staff, for `hours`; None is for good. Again is
    from now on. Raises NotFound, NotSignedIn, NotPermitted, ThreadGone, InvalidInput."""
    member = check_member(actor)
    thread = held(actor, thread)
    _check_hours(actor, thread, hours)
    until = timezone.now() + timedelta(hours=hours) if hours else None
    if thread.is_locked and thread.locked_until is None and until is None:
        return thread
    thread.locked, thread.locked_until = True, until
    thread.save(update_fields=["locked", "locked_until"])
    publish(ThreadLocked(thread_id=thread.pk, member_id=member.pk))
    note_thread(thread)
    record(
        community=thread.community,
        actor=member,
        verb="thread.locked",
        subject=("thread", thread.pk),
        member=thread.author,
        after={"hours": hours},
    )
    return thread


def _check_hours(actor: Actor, thread: Thread, hours: int | None) -> None:
    require(actor, Privilege.MODERATE, thread.community)
    staff = allowed(actor, Privilege.MANAGE_THREADS, thread.community)
    if not staff and thread.is_locked and thread.locked_until is None:
        # What staff locked for good is not made shorter by others.
        require(actor, Privilege.MANAGE_THREADS, thread.community)
    if hours is None and staff:
        return
    most = HOURS_LONGEST if staff else HOURS_MAX
    if hours is None or not 1 <= hours <= most:
        message = _("Choose a time from 1 to %(most)d hours.") % {"most": most}
        raise InvalidInput(fields={"hours": message})


@transaction.atomic
def unlock(*, actor: Actor, thread: Thread) -> Thread:
    """The contrary: staff any lock, super-users one that has an end. Raises NotFound, NotSignedIn,
    NotPermitted, ThreadGone."""
    member = check_member(actor)
    thread = held(actor, thread)
    for_good = thread.locked and thread.locked_until is None
    privilege = Privilege.MANAGE_THREADS if for_good else Privilege.MODERATE
    require(actor, privilege, thread.community)
    if not thread.locked:
        return thread
    thread.locked, thread.locked_until = False, None
    thread.save(update_fields=["locked", "locked_until"])
    publish(ThreadUnlocked(thread_id=thread.pk, member_id=member.pk))
    note_thread(thread)
    record(
        community=thread.community,
        actor=member,
        verb="thread.unlocked",
        subject=("thread", thread.pk),
        member=thread.author,
    )
    return thread


def held(actor: Actor, thread: Thread) -> Thread:
    """The thread as it stands now, held until the transaction ends. Raises NotFound, ThreadGone,
    ThreadMerged."""
    lock_thread(thread.pk)
    return check_thread(actor, thread)
