"""The kinds of matters in the review queue: how each is shown, who decides, what decisions do.

An app registers a kind once, when it is ready (`AppConfig.ready`), the forum's own kinds beside
it. The queue itself knows none of them:

    register(
        ReviewKind(
            kind=ReviewItem.Kind.MERGE,
            privilege=Privilege.MODERATE,
            exhibits=merge_exhibits,
            decisions=(
                Decision("merge", _("Merge"), carry_out=merge, undo=unmerge),
                Decision("refuse", _("Leave apart"), carry_out=refuse),
            ),
        )
    )

`exhibits` is given the items of a page and answers what deciders see of each, in a constant number
of queries; an item it leaves out has lost its subject and shows none. Texts of members go in as
`Words`, never as strings: they are shown in the decider's language with the original beside it.

`carry_out` is called inside the transaction of the ruling, with the item's row locked and the
privileges checked; it calls one action, which checks again, and may raise any error of
`core.errors`. The queue itself then writes the ruling into the audit log (``review.decided``),
publishes `ReviewDecided` and closes the item. Where it answers with an `Outcome`, the member whom
the item concerns is told of its `entry`. `undo` takes the effect back in the same manner.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from accounts.models import AuditEntry
from accounts.permissions import Actor, Privilege
from forum.models import ReviewItem
from translation.models import Text

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, read in the decider's language. `label` says what it is."""

    text: Text
    label: Label = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are judged as they are, in `language`: a sentence of a translation, a term."""

    words: str
    language: str
    label: Label


@dataclass(frozen=True, slots=True)
class Fact:
    """Something to know that nobody wrote: a number, a name, a label of a code."""

    label: Label
    value: Label | int


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who asks for a decision: who (empty for a former member), why, how much it weighs,
    what he wrote, when."""

    name: str
    label: Label
    weight: int
    text: Text | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A page with the whole matter: its name in `frontend.pages.urls` and arguments; `language`
    is the reading language it is about, where that matters."""

    name: str
    args: tuple[str | int, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What deciders see of an item beside its post, in this order. `reason` is the one that is
    offered first."""

    words: tuple[Words, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    facts: tuple[Fact, ...] = ()
    voices: tuple[Voice, ...] = ()
    place: Place | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision about to be carried out: `actor` decides on `item` at `at`, for `reason`, one of
    `accounts.reasons.Reason` ("" where the decision needs none). `note` is for colleagues,
    `statement` for those whom the decision concerns.

    What the decision `takes` is given with it: `hours` (of a pause), `body` with `revision` (an
    edit), `pieces` (words to mask).
    """

    item: ReviewItem
    actor: Actor
    at: datetime
    reason: str = ""
    note: str = ""
    statement: Text | None = None
    hours: int = 0
    body: str = ""
    revision: int = 0
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a ruling did. `entry` is told to the member concerned; `facts`, codes and numbers, are
    kept in the audit log with the ruling, for undoing it."""

    entry: AuditEntry | None = None
    facts: Mapping[str, str | int | bool | list[str] | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """A ruling about to be taken back: `entry` is what the audit log says of it."""

    item: ReviewItem
    actor: Actor
    entry: AuditEntry


@dataclass(frozen=True, slots=True)
class Decision:
    """One way to decide. `name` is its code in the audit log, `label` the button.

    `privilege` is asked beside the kind's own. `reasoned` decisions need a reason; `reason` is
    that of others, which do not ask for one. `takes` names
    further fields: ``hours``, ``body``, ``pieces``. `by_two` is proposed by one person and
    confirmed by another. `grave` ones are shown apart, in red. `subjects` limits it to items
    whose subject is of these types.
    """

    name: str
    label: Label
    carry_out: Callable[[Ruling], object]
    undo: Callable[[Undoing], object] | None = None
    privilege: Privilege | None = None
    reasoned: bool = False
    reason: str = ""
    takes: frozenset[str] = frozenset()
    by_two: bool = False
    grave: bool = False
    subjects: frozenset[str] = frozenset()

    def is_for(self, item: ReviewItem) -> bool:
        """True where items with such a subject can be decided so."""
        return not self.subjects or item.subject_type in self.subjects


Exhibits = Callable[[Actor, Sequence[ReviewItem]], Mapping[int, Exhibit]]
Concerning = Callable[[int], "QuerySet[Any, int]"]
"""The numbers of the subjects that concern a member; it becomes part of the queue's own query."""
AskedBy = Callable[[int], Q]
"""The items that stand in the queue because a member, too, reported something."""
Threads = Callable[[ReviewItem], Collection[int]]


def thread_of_post(item: ReviewItem) -> Collection[int]:
    """The thread of the post that an item is about, if it is about one."""
    return () if item.post is None else {item.post.thread_id}


@dataclass(frozen=True, slots=True)
class ReviewKind:
    """A kind of matter. Who has `privilege` in its community decides on it; `by_language` limits
    those who are no staff to the languages that they moderate or write. `concerning` is for
    matters of several members, of whom none sees or decides them: an item names but one.
    `asked_by` is for what members report: they do not decide whether they are right themselves,
    but for staff, who earns nothing by it and may be the only one there. `threads` are the numbers
    of those that decisions change: they are held before the item is."""

    kind: str
    privilege: Privilege
    exhibits: Exhibits
    decisions: tuple[Decision, ...] = ()
    by_language: bool = True
    concerning: Concerning | None = None
    asked_by: AskedBy | None = None
    threads: Threads = thread_of_post

    def decision(self, name: str, item: ReviewItem) -> Decision | None:
        """The decision of that name, where there is one for such items."""
        found = (one for one in self.decisions if one.name == name and one.is_for(item))
        return next(found, None)


_kinds: dict[str, ReviewKind] = {}


def register(kind: ReviewKind) -> None:
    """Make a kind known to the queue; called once, when the app is ready."""
    _kinds[kind.kind] = kind


def kinds() -> Mapping[str, ReviewKind]:
    """All kinds, by code. Items of a kind that nobody registered are shown to nobody."""
    return _kinds
