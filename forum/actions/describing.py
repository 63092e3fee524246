"""Correcting what a thread is about besides its words."""

from django.db import transaction

from accounts.permissions import Actor, Privilege, allowed, require
from core.events import publish
from forum.actions.checks import check_member, check_not_locked, check_thread
from forum.actions.demand import checked_country
from forum.actions.details import Details, check_details
from forum.actions.recording import record_of_thread
from forum.actions.timeline import lock_thread, note_thread
from forum.events import ThreadDescribed
from forum.models import Thread


@transaction.atomic
def describe_thread(*, actor: Actor, thread: Thread, details: Details, country: str = "") -> Thread:
    """Say anew which product, version, urgency and country a thread is about: its author, or who
    may edit posts of others. Its tags stay (see `retag`). Twice is once.

    Raises NotSignedIn, NotFound, NotPermitted, ThreadGone, ThreadIsLocked, InvalidInput.
    """
    member = check_member(actor)
    lock_thread(thread.pk)
    thread = check_thread(actor, thread)
    require(actor, _privilege(actor, thread), thread.community)
    check_not_locked(actor, thread)
    about = check_details(
        details, community=thread.community, kind=thread.kind, present=thread.product
    )
    about["country"] = checked_country(country)
    if any(getattr(thread, name) != value for name, value in about.items()):
        before = _facts(thread)
        _write(thread, about)
        record_of_thread(actor, thread, "thread.described", before=before, after=_facts(thread))
        publish(ThreadDescribed(thread_id=thread.pk, member_id=member.pk))
        note_thread(thread)
    return thread


def may_describe(actor: Actor, thread: Thread) -> bool:
    """Whether an actor may do this now."""
    if actor.member is None or thread.visibility != Thread.Visibility.PUBLIC:
        return False
    if thread.is_locked and not allowed(actor, Privilege.MANAGE_THREADS, thread.community):
        return False
    return allowed(actor, _privilege(actor, thread), thread.community)


def _privilege(actor: Actor, thread: Thread) -> Privilege:
    mine = actor.id is not None and thread.author_id == actor.id
    return Privilege.EDIT_OWN if mine else Privilege.EDIT_OTHERS


def _facts(thread: Thread) -> dict[str, str | int | bool | list[str] | None]:
    """What is no word of a member: the version is, so it stays out of the log."""
    return {"product": thread.product_id, "urgency": thread.urgency, "country": thread.country}


def _write(thread: Thread, about: dict[str, object]) -> None:
    for name, value in about.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(about))
