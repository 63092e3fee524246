"""What is forgotten of a member who leaves. Each app says how, beside its recurring work.

An eraser takes a member and removes one batch of what it is responsible for, in a transaction of
its own; it answers how much that was, 0 when nothing is left. So the whole may be killed at any
moment and goes on where it stopped. Rows that merely point to the member need no eraser: they are
deleted, or let go, by their foreign key (`accounts.actions.deletion`).
"""

from collections.abc import Callable

from accounts.models import Member

Eraser = Callable[[Member], int]

BATCH = 50
"""Rows that an eraser takes at once: short transactions, so that nobody waits long."""

_erasers: dict[str, tuple[bool, Eraser]] = {}


def eraser(*, name: str, texts: bool = False) -> Callable[[Eraser], Eraser]:
    """Declare what is removed when a member leaves; with `texts` only where the member wants the
    texts erased as well."""

    def register(function: Eraser) -> Eraser:
        _erasers[name] = (texts, function)
        return function

    return register


def erasers(*, texts: bool) -> list[Eraser]:
    """What there is to run, upper layers first: they know best what hangs together."""
    return [function for only_texts, function in _erasers.values() if texts or not only_texts]
