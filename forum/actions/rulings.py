"""Deciding on items of the review queue, and taking decisions back.

What a decision does is declared by the owner of the kind (`forum.review_kinds`); here it is
decided by one at a time, written down and told.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.models import AuditEntry
from accounts.permissions import Actor, require
from accounts.reasons import Reason, speaks_against
from core.errors import InvalidInput, Message
from core.events import publish
from forum.actions.claims import held, hold
from forum.actions.notices import notify_decision
from forum.errors import NotUndoable, SecondPersonNeeded
from forum.events import ReviewDecided
from forum.models import ReviewItem
from forum.queries.reviewing import item_for
from forum.review_kinds import Decision, Outcome, Ruling, Undoing, kinds
from translation.actions import write_text
from translation.models import Text

NOTE_MAX_CHARS = 2000
STATEMENT_MAX_CHARS = 4000
PIECES_MAX = 20
UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody decides: `decision` is a code of the item's kind, `reason` one of
    `accounts.reasons.Reason`. `statement` is told to those concerned, `note` to colleagues. The
    rest is for decisions that take it."""

    decision: str
    reason: str = ""
    statement: str = ""
    note: str = ""
    hours: int = 0
    body: str = ""
    revision: int = 0
    pieces: Collection[str] = ()


@transaction.atomic
def decide_review(*, actor: Actor, item: ReviewItem, verdict: Verdict) -> ReviewItem:
    """Decide on an item, or propose what takes two people: then it stays open for the second.

    Raises NotSignedIn, NotPermitted, NotFound, ReviewDecidedAlready, ReviewClaimed,
    SecondPersonNeeded, InvalidInput (`fields` named as in `Verdict`), and what the decision's own
    action raises.
    """
    item = held(actor, item)
    decision = _decision(actor, item, verdict.decision)
    _check(decision, verdict)
    if decision.by_two and _needs_second(actor, item, decision):
        return _propose(actor, item, decision, verdict)
    ruling = _ruling(actor, item, verdict, decision.reason or verdict.reason)
    outcome = decision.carry_out(ruling)
    outcome = outcome if isinstance(outcome, Outcome) else Outcome()
    _close(item, ruling, decision, outcome)
    if outcome.entry is not None and ruling.statement is not None:
        # Told with what the decider wrote; without that, the entry is told by itself.
        notify_decision(entry=outcome.entry, post=item.post, statement=ruling.statement)
    return item


@transaction.atomic
def undo_review(*, actor: Actor, item: ReviewItem) -> ReviewItem:
    """Take a decision back: what it did is undone, and the item is open again.

    Raises NotSignedIn, NotPermitted, NotFound, NotUndoable, and what undoing raises.
    """
    hold(item)
    item = item_for(actor, item.pk)
    decision = kinds()[item.kind].decision(item.decision, item)
    entry = item.entry
    if decision is None or decision.undo is None or entry is None or _is_open_anew(item):
        raise NotUndoable
    if decision.privilege is not None:
        require(actor, decision.privilege, item.community)
    decision.undo(Undoing(item=item, actor=actor, entry=entry))
    _reopen(actor, item, entry)
    return item


def is_undoable(item: ReviewItem) -> bool:
    """True where a button may offer it; trying may still be refused."""
    kind = kinds().get(item.kind)
    decision = kind.decision(item.decision, item) if kind else None
    return bool(decision and decision.undo and item.entry_id)


def _decision(actor: Actor, item: ReviewItem, name: str) -> Decision:
    decision = kinds()[item.kind].decision(name, item)
    if decision is None:
        raise InvalidInput(fields={"decision": _("Choose a decision from the list.")})
    if decision.privilege is not None:
        require(actor, decision.privilege, item.community)
    return decision


def _check(decision: Decision, verdict: Verdict) -> None:
    wrong: dict[str, Message] = {}
    known = verdict.reason in ("", *Reason.values)
    if not (speaks_against(verdict.reason) if decision.reasoned else known):
        wrong["reason"] = _("Choose a reason from the list.")
    for name, most in (("statement", STATEMENT_MAX_CHARS), ("note", NOTE_MAX_CHARS)):
        if len(getattr(verdict, name)) > most:
            wrong[name] = _("At most %(most)d characters.") % {"most": most}
    if len(verdict.pieces) > PIECES_MAX:
        wrong["pieces"] = _("At most %(most)d at once.") % {"most": PIECES_MAX}
    if wrong:
        raise InvalidInput(fields=wrong)


def _needs_second(actor: Actor, item: ReviewItem, decision: Decision) -> bool:
    """True for the first of two people. Raises SecondPersonNeeded where he comes again."""
    if item.proposal != decision.name or item.proposed_by_id is None:
        return True
    if item.proposed_by_id == actor.id:
        raise SecondPersonNeeded
    return False


def _propose(actor: Actor, item: ReviewItem, decision: Decision, verdict: Verdict) -> ReviewItem:
    """The first of two: what he wrote is for the second, who tells those concerned."""
    item.proposed_by, item.proposal = actor.member, decision.name
    item.claimed_by = item.claimed_until = None
    item.save(update_fields=["proposed_by", "proposal", "claimed_by", "claimed_until"])
    record(
        community=item.community,
        actor=actor.member,
        verb="review.proposed",
        subject=("review", item.pk),
        reason=verdict.reason,
        note=verdict.note,
        after={"kind": item.kind, "decision": decision.name},
    )
    return item


def _ruling(actor: Actor, item: ReviewItem, verdict: Verdict, reason: str) -> Ruling:
    return Ruling(
        item=item,
        actor=actor,
        at=timezone.now(),
        reason=reason,
        note=verdict.note,
        statement=_statement(actor, item, verdict.statement),
        hours=verdict.hours,
        body=verdict.body,
        revision=verdict.revision,
        pieces=tuple(piece for piece in map(str.strip, verdict.pieces) if piece),
    )


def _statement(actor: Actor, item: ReviewItem, words: str) -> Text | None:
    if not words.strip():
        return None
    try:
        return write_text(
            source=words.strip(),
            format=Text.Format.PLAIN,
            community=item.community,
            author=actor.member,
        )
    except InvalidInput as error:
        raise InvalidInput(fields={"statement": str(error)}) from error


def _close(item: ReviewItem, ruling: Ruling, decision: Decision, outcome: Outcome) -> None:
    facts: dict[str, str | int | bool | list[str] | None] = {
        "kind": item.kind,
        "decision": decision.name,
        **outcome.facts,
    }
    if outcome.entry is not None:
        facts["entry"] = outcome.entry.pk
    if item.proposed_by is not None and decision.by_two:
        facts["proposed_by"] = item.proposed_by.pk
    item.entry = record(
        community=item.community,
        actor=ruling.actor.member,
        verb="review.decided",
        subject=("review", item.pk),
        reason=ruling.reason,
        note=ruling.note,
        after=facts,
    )
    item.state, item.decision = ReviewItem.State.DECIDED, decision.name
    item.decided, item.decided_by = ruling.at, ruling.actor.member
    item.claimed_by = item.claimed_until = None
    item.save()
    _tell(item, decision.name)


def _is_open_anew(item: ReviewItem) -> bool:
    """True where the same matter came up again meanwhile: it is decided on there."""
    same = {name: getattr(item, name) for name in ("kind", "subject_type", "subject_id")}
    return ReviewItem.objects.filter(**same, state=ReviewItem.State.OPEN).exists()


def _reopen(actor: Actor, item: ReviewItem, entry: AuditEntry) -> None:
    record(
        community=item.community,
        actor=actor.member,
        verb="review.undone",
        subject=("review", item.pk),
        before={"decision": item.decision},
        after={"kind": item.kind},
        undoes=entry,
    )
    item.state, item.decision, item.proposal = ReviewItem.State.OPEN, "", ""
    item.decided = item.decided_by = item.entry = item.proposed_by = None
    item.save()
    _tell(item, UNDONE)


def _tell(item: ReviewItem, decision: str) -> None:
    publish(
        ReviewDecided(
            item_id=item.pk,
            kind=item.kind,
            subject_type=item.subject_type,
            subject_id=item.subject_id,
            decision=decision,
        )
    )
