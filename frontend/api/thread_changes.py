"""The one change of a thread that a call asks for."""

from collections.abc import Callable
from typing import Any

from accounts.permissions import Actor
from core.errors import InvalidInput
from forum import actions
from forum.actions.moving import move_thread
from forum.actions.slowing import slow_down
from forum.actions.thread_hiding import hide_thread, show_thread
from forum.models import Thread
from forum.queries import category_for
from frontend.api.judging_schemas import ThreadChangesIn

Change = Callable[[Actor, Thread, ThreadChangesIn], Any]


def _close(actor: Actor, thread: Thread, sent: ThreadChangesIn) -> None:
    if sent.closed:
        actions.close_thread(actor=actor, thread=thread, reason=sent.reason)
    else:
        actions.reopen_thread(actor=actor, thread=thread)


def _lock(actor: Actor, thread: Thread, sent: ThreadChangesIn) -> None:
    if sent.locked:
        actions.lock_from_changes(actor=actor, thread=thread, hours=sent.hours)
    else:
        actions.unlock(actor=actor, thread=thread)


def _pin(actor: Actor, thread: Thread, sent: ThreadChangesIn) -> None:
    (actions.pin_thread if sent.pinned else actions.unpin_thread)(actor=actor, thread=thread)


def _slow(actor: Actor, thread: Thread, sent: ThreadChangesIn) -> None:
    slow_down(actor=actor, thread=thread, seconds=sent.slow_seconds or 0)


def _move(actor: Actor, thread: Thread, sent: ThreadChangesIn) -> None:
    category = category_for(actor, thread.community, sent.category or "")
    move_thread(actor=actor, thread=thread, category=category, other_readers=sent.confirmed)


def _hide(actor: Actor, thread: Thread, sent: ThreadChangesIn) -> None:
    if sent.hidden:
        hide_thread(actor=actor, thread=thread, reason=sent.hidden_reason)
    else:
        show_thread(actor=actor, thread=thread)


_CHANGES: dict[str, Change] = {
    "closed": _close,
    "locked": _lock,
    "pinned": _pin,
    "slow_seconds": _slow,
    "category": _move,
    "hidden": _hide,
}


def change(actor: Actor, thread: Thread, sent: ThreadChangesIn) -> None:
    """Do it. Raises InvalidInput for none or several, and what the action raises."""
    given = [name for name in _CHANGES if getattr(sent, name) is not None]
    if len(given) != 1:
        raise InvalidInput(fields={"closed": ", ".join(_CHANGES)})
    _CHANGES[given[0]](actor, thread, sent)
