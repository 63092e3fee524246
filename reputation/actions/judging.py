"""Deciding whether what looked dishonest was so, and taking such a decision back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.audit import record
from accounts.models import AuditEntry, Member
from accounts.permissions import Actor, Privilege, require
from accounts.reasons import Reason
from core.errors import Conflict, NotFound, NotPermitted
from forum.actions.notices import notify_decision
from forum.actions.votes_apart import keep_votes_apart, let_votes_meet
from reputation.actions.balances import hold_balances
from reputation.actions.settling import book_all, by_member, settle
from reputation.models import Balance, Claim, Suspicion

State = Suspicion.State
APART = timedelta(days=90)
"""How long members whose votes were not honest do not vote on each other."""


@transaction.atomic
def judge(*, actor: Actor, suspicion_id: int, honest: bool, note: str = "") -> Suspicion:
    """Decide on what is suspected: post what was held, or refuse it and keep its members' votes
    apart. Each of them is told, and may appeal.

    Raises NotFound, NotSignedIn, NotPermitted (also for who is suspected himself), Conflict.
    """
    suspicion = _held(suspicion_id)
    require(actor, Privilege.MODERATE, suspicion.community)
    _check_not_among(suspicion, actor.member)
    if suspicion.state != State.OPEN:
        raise Conflict
    if honest:
        acquit(suspicion, by=actor.member, note=note)
    else:
        _condemn(suspicion, actor.member, note)
    return suspicion


def acquit(suspicion: Suspicion, *, by: Member | None, note: str = "") -> None:
    """Post what was held; `by` None says that the nightly look decided."""
    balances = _balances(suspicion)
    _let_go(suspicion)
    for member_id, theirs in by_member(_claims(suspicion)).items():
        book_all(balances[member_id], theirs)
    _close(suspicion, State.HONEST)
    _record(suspicion, by, "credit.acquitted", Reason.FINE, note)


def _condemn(suspicion: Suspicion, by: Member | None, note: str) -> None:
    """Refuse the credit: it never counted."""
    balances = _balances(suspicion)
    _void(suspicion, balances, voided=True)
    if suspicion.kind != Suspicion.Kind.GAIN:
        keep_votes_apart(
            community=suspicion.community, members=_members(suspicion), until=timezone.now() + APART
        )
    _close(suspicion, State.DISHONEST)
    for member in suspicion.members.order_by("pk"):
        entry = _record(suspicion, by, "credit.refused", Reason.MANIPULATION, note, member=member)
        notify_decision(entry=entry)


@transaction.atomic
def reinstate(*, suspicion_id: int, actor: Member | None, note: str = "") -> bool:
    """Take back that something was dishonest, after an appeal: the credit counts again, and the
    members may vote on each other. False where it was not found dishonest.

    Raises NotFound, and NotPermitted for who is suspected himself.
    """
    suspicion = _held(suspicion_id)
    _check_not_among(suspicion, actor)
    if suspicion.state != State.DISHONEST:
        return False
    balances = _balances(suspicion)
    _let_go(suspicion)
    _void(suspicion, balances, voided=False)
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
    suspicion = _held(suspicion_id)
    require(actor, Privilege.MODERATE, suspicion.community)
    _check_not_among(suspicion, actor.member)
    balances = _balances(suspicion)
    if suspicion.state != State.DISHONEST or _is_suspected_anew(suspicion):
        raise Conflict
    _void(suspicion, balances, voided=False)
    let_votes_meet(community=suspicion.community, members=_members(suspicion))
    suspicion.state, suspicion.decided = State.OPEN, None
    suspicion.save(update_fields=["state", "decided"])
    _record(suspicion, actor.member, "credit.suspected", "", "")
    return suspicion


def _is_suspected_anew(suspicion: Suspicion) -> bool:
    same = {name: getattr(suspicion, name) for name in ("community", "kind", "group")}
    return Suspicion.objects.filter(**same, state=State.OPEN).exists()


def _check_not_among(suspicion: Suspicion, member: Member | None) -> None:
    """Raises NotPermitted for who is suspected himself."""
    if member is not None and suspicion.members.filter(pk=member.pk).exists():
        raise NotPermitted


def _held(suspicion_id: int) -> Suspicion:
    rows = Suspicion.objects.select_related("community").select_for_update(of=("self",))
    suspicion = rows.filter(pk=suspicion_id).first()
    if suspicion is None:
        raise NotFound
    return suspicion


def _let_go(suspicion: Suspicion) -> None:
    """Unusual gains are not held because of it, but may wait for another reason."""
    if suspicion.kind != Suspicion.Kind.GAIN:
        suspicion.claims.filter(hold=Claim.Hold.HELD).update(released=True)


def _members(suspicion: Suspicion) -> list[int]:
    return list(suspicion.members.values_list("pk", flat=True))


def _claims(suspicion: Suspicion) -> list[Claim]:
    return list(Claim.objects.filter(suspicion=suspicion).select_related("live"))


def _balances(suspicion: Suspicion) -> dict[int, Balance]:
    receivers = Claim.objects.filter(suspicion=suspicion).values_list("member", flat=True)
    return hold_balances(community=suspicion.community, members=set(receivers))


def _void(suspicion: Suspicion, balances: dict[int, Balance], *, voided: bool) -> None:
    """What it kept from others under a cap is counted anew, too."""
    Claim.objects.filter(suspicion=suspicion).update(voided=voided)
    for member_id, theirs in by_member(_claims(suspicion)).items():
        first = min(theirs, key=lambda claim: (claim.happened, claim.event))
        settle(balances[member_id], since=(first.happened, first.event))


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
