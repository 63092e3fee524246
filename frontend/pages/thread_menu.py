"""What a visitor is offered to do with a whole thread. The actions check again."""

from accounts.permissions import Actor, Privilege, allowed
from forum.actions.closing import may_reopen
from forum.models import Thread


def thread_controls(actor: Actor, thread: Thread) -> frozenset[str]:
    """Names of what to offer: close, reopen, lock, unlock, pin, unpin, slow, move, merge, merges,
    propose, split, hide, show."""
    if actor.member is None:
        return frozenset()
    mine = thread.author_id == actor.id
    moderates = allowed(actor, Privilege.MODERATE, thread.community)
    if thread.visibility == Thread.Visibility.HIDDEN:
        return frozenset({"show"}) if moderates and not mine else frozenset()
    if thread.visibility != Thread.Visibility.PUBLIC:
        return frozenset()
    staff = allowed(actor, Privilege.MANAGE_THREADS, thread.community)
    found = _of_staff(actor, thread) if staff else set()
    if may_reopen(actor, thread) and (staff or not thread.is_locked):
        found.add("reopen" if thread.closed else "close")
    if moderates:
        found |= _of_moderators(thread, staff=staff)
    elif allowed(actor, Privilege.PROPOSE_MERGE, thread.community) and not thread.is_locked:
        found.add("propose")
    return frozenset(found)


def _of_staff(actor: Actor, thread: Thread) -> set[str]:
    found = {"unpin" if thread.pinned else "pin"}
    if allowed(actor, Privilege.SLOW_DOWN, thread.community):
        found.add("slow")
    return found


def _of_moderators(thread: Thread, *, staff: bool) -> set[str]:
    """What staff locked for good is for staff."""
    if thread.is_locked and not staff:
        return {"unlock"} if thread.locked_until else set()
    lock = "unlock" if thread.is_locked else "lock"
    return {lock, "move", "merge", "merges", "split", "hide"}
