"""Closing and pinning threads. What is closed takes nothing new but from staff."""

from typing import TypeAlias

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Actor, Privilege, allowed, require
from core.errors import InvalidInput, NotPermitted
from core.events import Event, publish
from forum.actions.checks import check_member, check_not_locked, check_thread
from forum.actions.recording import record_of_thread
from forum.actions.timeline import lock_thread, note_thread
from forum.events import (
    ThreadClosed,
    ThreadPinned,
    ThreadReopened,
    ThreadUnpinned,
)
from forum.models import Thread

Reason = Thread.ClosedReason
Happened: TypeAlias = type[ThreadPinned] | type[ThreadUnpinned]


@transaction.atomic
def close_thread(*, actor: Actor, thread: Thread, reason: str = Reason.NOT_NEEDED) -> Thread:
    """Close a thread: its author because it is no longer needed, super-users and staff for any
    reason. Twice is once. Raises NotFound, NotSignedIn, NotPermitted, ThreadGone, ThreadIsLocked,
    InvalidInput."""
    member = check_member(actor)
    thread = _held(actor, thread)
    if reason not in Reason.values:
        raise InvalidInput(fields={"reason": _("Choose a reason from the list.")})
    if reason == Reason.NOT_NEEDED and thread.author_id == member.pk:
        require(actor, Privilege.CLOSE_OWN, thread.community)
        check_not_locked(actor, thread)
    else:
        require(actor, Privilege.MODERATE, thread.community)
        check_not_locked(actor, thread)
    if not thread.closed:
        thread.closed, thread.closed_by, thread.closed_reason = True, member, reason
        _save(thread, ThreadClosed(thread_id=thread.pk, member_id=member.pk, reason=reason))
        record_of_thread(actor, thread, "thread.closed", after={"reason": reason})
    return thread


@transaction.atomic
def reopen_thread(*, actor: Actor, thread: Thread) -> Thread:
    """Open a closed thread again, as far as `may_reopen` says. Twice is once. Raises NotFound,
    NotSignedIn, NotPermitted, ThreadGone, ThreadIsLocked."""
    member = check_member(actor)
    thread = _held(actor, thread)
    if not may_reopen(actor, thread):
        raise NotPermitted
    check_not_locked(actor, thread)
    if thread.closed:
        thread.closed, thread.closed_by, thread.closed_reason = False, None, ""
        _save(thread, ThreadReopened(thread_id=thread.pk, member_id=member.pk))
        record_of_thread(actor, thread, "thread.reopened")
    return thread


def may_reopen(actor: Actor, thread: Thread) -> bool:
    """True for the author of what is open or what he closed himself, though he may moderate; for
    who moderates the threads of others; and for staff, whom closing does not bind anyway."""
    if actor.id is None or thread.author_id != actor.id:
        return allowed(actor, Privilege.MODERATE, thread.community)
    if not thread.closed or thread.closed_by_id == actor.id:
        return allowed(actor, Privilege.CLOSE_OWN, thread.community)
    return allowed(actor, Privilege.MANAGE_THREADS, thread.community)


def pin_thread(*, actor: Actor, thread: Thread) -> Thread:
    """Keep a thread at the top of its lists. Raises NotFound, NotSignedIn, NotPermitted,
    ThreadGone."""
    return _mark(actor, thread, "pinned", True, ThreadPinned)


def unpin_thread(*, actor: Actor, thread: Thread) -> Thread:
    """The contrary of `pin_thread`, with the same errors."""
    return _mark(actor, thread, "pinned", False, ThreadUnpinned)


@transaction.atomic
def _mark(actor: Actor, thread: Thread, name: str, value: bool, happened: Happened) -> Thread:
    member = check_member(actor)
    thread = _held(actor, thread)
    require(actor, Privilege.MANAGE_THREADS, thread.community)
    if getattr(thread, name) != value:
        setattr(thread, name, value)
        _save(thread, happened(thread_id=thread.pk, member_id=member.pk))
        record_of_thread(actor, thread, f"thread.{name if value else f'un{name}'}")
    return thread


def _held(actor: Actor, thread: Thread) -> Thread:
    """The thread as it stands now, held until the transaction ends."""
    lock_thread(thread.pk)
    return check_thread(actor, thread)


def _save(thread: Thread, news: Event) -> None:
    thread.save(update_fields=["closed", "closed_by", "closed_reason", "pinned"])
    publish(news)
    note_thread(thread)
