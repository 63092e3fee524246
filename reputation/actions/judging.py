"""Deciding whether what looked dishonest was so, and taking such a decision back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.audit import record
from accounts.models import AuditEntry, Member
from accounts.permissions import Actor, Privilege, require
from accounts.reasons import Reason
from core.errors import Conflict, NotPermitted
from forum.actions.notices import notify_decision
from forum.actions.votes_apart import keep_votes_apart, let_votes_meet
from reputation.actions.cases import Case, hold_case
from reputation.actions.settling import book_all, by_member, settle
from reputation.models import Claim, Suspicion
from reputation.queries.suspects import suspects_of
from translation.actions import erase_text, write_text
from translation.models import Text

State = Suspicion.State
APART = timedelta(days=90)
"""How long members whose votes were not honest do not vote on each other."""


@transaction.atomic
def judge(
    *,
    actor: Actor,
    suspicion_id: int,
    honest: bool,
    note: str = "",
    statement: Text | None = None,
) -> Suspicion:
    """Decide on what is suspected: post what was held, or refuse it and keep its members' votes
    apart. Each of them is told that with `statement`, and may appeal; `note` is for colleagues.

    Raises NotFound, NotSignedIn, NotPermitted (also for who is suspected himself), Conflict.
    """
    case = hold_case(suspicion_id)
    suspicion = case.suspicion
    require(actor, Privilege.MODERATE, suspicion.community)
    _check_not_among(suspicion, actor.member)
    if suspicion.state != State.OPEN:
        raise Conflict
    if honest:
        acquit(case, by=actor.member, note=note)
        _drop(statement)  # nobody is told
    else:
        _condemn(case, actor.member, note, statement)
    return suspicion


def acquit(case: Case, *, by: Member | None, note: str = "") -> None:
    """Post what was held; `by` None says that the nightly look decided."""
    suspicion = case.suspicion
    _let_go(suspicion)
    for member_id, theirs in by_member(case.claims).items():
        book_all(case.balances[member_id], theirs)
    _close(suspicion, State.HONEST)
    _record(suspicion, by, "credit.acquitted", Reason.FINE, note)


def _condemn(case: Case, by: Member | None, note: str, statement: Text | None) -> None:
    """Refuse the credit: it never counted."""
    suspicion, unsaid = case.suspicion, statement
    _void(case, voided=True)
    if suspicion.kind != Suspicion.Kind.GAIN:
        keep_votes_apart(
            community=suspicion.community, members=_members(suspicion), until=timezone.now() + APART
        )
    _close(suspicion, State.DISHONEST)
    for member in suspicion.members.order_by("pk"):
        entry = _record(suspicion, by, "credit.refused", Reason.MANIPULATION, note, member=member)
        if member.is_active:
            said = unsaid or (_copy(statement) if statement else None)
            notify_decision(entry=entry, statement=said)
            unsaid = None
    _drop(unsaid)


def _drop(statement: Text | None) -> None:
    """Words that nobody was told must not stay."""
    if statement is not None:
        erase_text(text=statement)


def _copy(statement: Text) -> Text:
    """The same words for one more member: what was said to one is erased with him alone."""
    return write_text(
        source=statement.source,
        format=statement.format,
        community=statement.community,
        author=statement.author,
        language=statement.language,
    )


@transaction.atomic
def reinstate(*, suspicion_id: int, actor: Member | None, note: str = "") -> bool:
    """Take back that something was dishonest, after an appeal: the credit counts again, and the
    members may vote on each other. False where it was not found dishonest.

    Raises NotFound, and NotPermitted for who is suspected himself.
    """
    case = hold_case(suspicion_id)
    suspicion = case.suspicion
    _check_not_among(suspicion, actor)
    if suspicion.state != State.DISHONEST:
        return False
    _let_go(suspicion)
    _void(case, voided=False)
    let_votes_meet(community=suspicion.community, members=_members(suspicion))
    _close(suspicion, State.HONEST)
    _record(suspicion, actor, "credit.reinstated", Reason.FINE, note)
    return True


@transaction.atomic
def let_judge_again(*, actor: Actor, suspicion_id: int) -> Suspicion:
    """Take back that something was dishonest as if nobody had decided yet: the credit is held
    again, unusual gains count meanwhile, and the members may vote on each other.

    Raises NotFound, NotSignedIn, NotPermitted (also for who is suspected himself), and Conflict
    where it does not stand as dishonest any more, or the same is suspected anew.
    """
    case = hold_case(suspicion_id)
    suspicion = case.suspicion
    require(actor, Privilege.MODERATE, suspicion.community)
    _check_not_among(suspicion, actor.member)
    if suspicion.state != State.DISHONEST or _is_suspected_anew(suspicion):
        raise Conflict
    _void(case, voided=False)
    let_votes_meet(community=suspicion.community, members=_members(suspicion))
    suspicion.state, suspicion.decided = State.OPEN, None
    suspicion.save(update_fields=["state", "decided"])
    _record(suspicion, actor.member, "credit.suspected", "", "")
    return suspicion


def _is_suspected_anew(suspicion: Suspicion) -> bool:
    same = {name: getattr(suspicion, name) for name in ("community", "kind", "group")}
    return Suspicion.objects.filter(**same, state=State.OPEN).exists()


def _check_not_among(suspicion: Suspicion, member: Member | None) -> None:
    """Raises NotPermitted for who is suspected himself, by whichever of his accounts."""
    if member is not None and member.pk in suspects_of(suspicion):
        raise NotPermitted


def _let_go(suspicion: Suspicion) -> None:
    """Unusual gains are not held because of it, but may wait for another reason."""
    if suspicion.kind != Suspicion.Kind.GAIN:
        suspicion.claims.filter(hold=Claim.Hold.HELD).update(released=True)


def _members(suspicion: Suspicion) -> list[int]:
    return list(suspicion.members.values_list("pk", flat=True))


def _void(case: Case, *, voided: bool) -> None:
    """What it kept from others under a cap is counted anew, too."""
    case.suspicion.claims.update(voided=voided)
    for member_id, theirs in by_member(case.claims).items():
        first = min(theirs, key=lambda claim: (claim.happened, claim.event))
        settle(case.balances[member_id], since=(first.happened, first.event))


def _close(suspicion: Suspicion, state: str) -> None:
    suspicion.state, suspicion.decided = state, timezone.now()
    suspicion.save(update_fields=["state", "decided"])


def _record(
    suspicion: Suspicion,
    by: Member | None,
    verb: str,
    reason: str,
    note: str,
    *,
    member: Member | None = None,
) -> AuditEntry:
    return record(
        community=suspicion.community,
        actor=by,
        verb=verb,
        subject=("suspicion", suspicion.pk),
        member=member,
        reason=reason,
        note=note,
    )
