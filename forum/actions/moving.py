"""Putting a thread into another category of its community."""

from django.db import transaction

from accounts.actions.audit import record
from accounts.models import AuditEntry
from accounts.permissions import Actor, Privilege, require
from core.events import publish
from forum.actions.checks import check_member, check_not_locked
from forum.actions.locking import held
from forum.actions.merging import width
from forum.actions.timeline import note_rearranged
from forum.errors import KindNotAllowed
from forum.events import ThreadMoved
from forum.models import Category, Thread
from forum.queries import category_for
from forum.thread_errors import FewerReaders, MoreReaders


@transaction.atomic
def move_thread(
    *, actor: Actor, thread: Thread, category: Category, other_readers: bool = False
) -> Thread:
    """Let a thread stand in `category`. Twice is once.

    `other_readers` says that the actor knows of it where others may read the thread afterwards;
    only staff lets more people read it. Raises NotFound, NotSignedIn, NotPermitted, ThreadGone,
    ThreadIsLocked, KindNotAllowed, FewerReaders, MoreReaders.
    """
    member = check_member(actor)
    thread = held(actor, thread)
    require(actor, Privilege.MODERATE, thread.community)
    check_not_locked(actor, thread)
    category = category_for(actor, thread.community, category.slug)
    if thread.kind not in category.kinds:
        raise KindNotAllowed(fields={"category": KindNotAllowed.message})
    if category.pk == thread.category_id:
        return thread
    change = readers_change(thread, category)
    if change > 0:
        require(actor, Privilege.MANAGE_THREADS, thread.community)
    if change and not other_readers:
        raise MoreReaders if change > 0 else FewerReaders
    before, thread.category = thread.category_id, category
    thread.save(update_fields=["category"])
    publish(ThreadMoved(thread_id=thread.pk, member_id=member.pk))
    note_rearranged(thread)
    _recorded(actor, thread, before)
    return thread


def readers_change(thread: Thread, category: Category) -> int:
    """Above 0 where more people could read the thread in `category`, below where fewer."""
    there = Thread(category=category, community=thread.community)
    return width(there) - width(thread)


def _recorded(actor: Actor, thread: Thread, before: int) -> AuditEntry:
    return record(
        community=thread.community,
        actor=actor.member,
        verb="thread.moved",
        subject=("thread", thread.pk),
        member=thread.author,
        before={"category": before},
        after={"category": thread.category_id},
    )
