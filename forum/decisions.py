"""What can be said about decisions: against which one may appeal, until when, and what undoes them.

An app that decides something about members declares what takes it back, once, beside its action:

    @undoes("post.hidden")
    def unhide(actor: Actor, entry: AuditEntry) -> None: ...

It is called when an appeal is upheld, inside that transaction, with who decided on the appeal as
the actor; it calls one action, which checks his permission again. Against decisions that nobody
declared one may appeal as well: then people see to what follows.
"""

from collections.abc import Callable, Collection
from datetime import timedelta

from accounts.models import AuditEntry
from accounts.permissions import Actor

APPEAL_WITHIN = timedelta(days=14)
"""How long after the notice one may appeal (REPUTATION.md, Against gaming)."""

TOLD = frozenset(
    {
        "credit.refused",
        "level.lost",
        "member.banned",
        "member.paused",
        "member.warned",
        "pause.ended",
        "post.approved",
        "post.deleted",
        "post.edited",
        "post.erased",
        "post.hidden",
        "post.masked",
        "post.moved",
        "post.refused",
        "post.restored",
        "post.shown",
        "post.unmasked",
        "posts.hidden",
        "posts.shown",
        "sanction.lifted",
        "thread.closed",
        "thread.locked",
        "thread.merged",
        "thread.moved",
        "thread.reopened",
        "thread.split",
        "thread.unlocked",
        "thread.unmerged",
        "thread.unsplit",
    }
)
"""Which decisions whom they concern hears of. Others are for the log alone, or are told by whoever
decides them."""

FINAL = frozenset(
    {
        "appeal.refused",
        "appeal.upheld",
        "credit.acquitted",
        "credit.reinstated",
        "level.granted",
        "level.reached",
        "pause.ended",
        "post.approved",
        "post.restored",
        "post.shown",
        "post.unmasked",
        "posts.shown",
        "sanction.lifted",
        "thread.reopened",
        "thread.unlocked",
        "thread.unmerged",
        "thread.unsplit",
    }
)
"""What nobody appeals against: it took something back, gave something, or decided an appeal."""

Undo = Callable[[Actor, AuditEntry], object]
_undoings: dict[str, Undo] = {}


def undoes(*verbs: str) -> Callable[[Undo], Undo]:
    """Declare what takes decisions of these verbs back."""

    def register(function: Undo) -> Undo:
        _undoings.update(dict.fromkeys(verbs, function))
        return function

    return register


def undo_of(verb: str) -> Undo | None:
    """What takes decisions of this verb back; None where nobody declared it."""
    return _undoings.get(verb)


Involved = Callable[[AuditEntry], Collection[int]]
_involved: dict[str, Involved] = {}


def involves(*verbs: str) -> Callable[[Involved], Involved]:
    """Declare whom decisions of these verbs concern beside who is told: numbers of members."""

    def register(function: Involved) -> Involved:
        _involved.update(dict.fromkeys(verbs, function))
        return function

    return register


def involved_in(entry: AuditEntry) -> frozenset[int]:
    """Whom a decision concerns, also indirectly: none of them decides on an appeal against it."""
    find = _involved.get(entry.verb)
    own = () if entry.member_id is None else (entry.member_id,)
    return frozenset({*own, *(find(entry) if find else ())})


def is_appealable(entry: AuditEntry) -> bool:
    """True where whom it concerns may object at all, however late it is."""
    return entry.verb not in FINAL
