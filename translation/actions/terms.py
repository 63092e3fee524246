"""Terms of a community's glossary: proposed by members, decided by those who may.

The languages and the term itself are what a row is known by: they never change. Whoever wants
another term removes this one and proposes that one. What is removed or rejected is kept for a
while as rejected, so that its author sees what became of it.
"""

from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.actions import join
from accounts.actions.audit import record
from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, allowed, require
from core.errors import NotFound, NotSignedIn
from core.events import publish
from translation.errors import GlossaryFull, TermDecided, TermExists, TooManyProposals
from translation.events import GlossaryChanged, TermApproved, TermTurned
from translation.models import GlossaryTerm
from translation.terms import Term, checked

State = GlossaryTerm.State

REJECTED_KEPT = timedelta(days=30)
TERMS_MAX = 5_000
"""In one community, proposals included."""
OPEN_PROPOSALS_MAX = 50
"""Of one member in one community: nobody can fill a glossary alone."""


@transaction.atomic
def propose_term(*, actor: Actor, community: Community, term: Term) -> GlossaryTerm:
    """A new term, which counts once it is approved; one of a manager counts at once.

    Raises NotSignedIn, NotPermitted, InvalidInput, TermExists, GlossaryFull, TooManyProposals.
    """
    require(actor, Privilege.SUGGEST_TERM, community)
    member = _member(actor)
    term = checked(term)
    join(member=member, community=community)
    lock_glossary(community)
    rows = counted_terms(community)
    if rows.filter(**_key(term)).exists():
        raise TermExists
    if rows.count() >= TERMS_MAX:
        raise GlossaryFull(most=TERMS_MAX)
    row = GlossaryTerm(community=community, proposed_by=member, **asdict(term))
    if allowed(actor, Privilege.MANAGE_GLOSSARY, community):
        return _written_down(_decided(row, member, State.APPROVED), member, "term.approved")
    if rows.filter(proposed_by=member, state=State.PROPOSED).count() >= OPEN_PROPOSALS_MAX:
        raise TooManyProposals(most=OPEN_PROPOSALS_MAX)
    row.save()
    publish(TermTurned(id=row.pk))
    return row


@transaction.atomic
def decide_term(*, actor: Actor, term: GlossaryTerm, approve: bool) -> GlossaryTerm:
    """Approve or reject a proposal. Raises NotPermitted, NotFound, and TermDecided where
    somebody was quicker."""
    require(actor, Privilege.MANAGE_GLOSSARY, term.community)
    row, member = _locked(term), _member(actor)
    if row.state != State.PROPOSED:
        raise TermDecided
    if not approve:
        row = _decided(row, member, State.REJECTED, changes=False)
        return _written_down(row, member, "term.rejected")
    if row.proposed_by_id and row.proposed_by_id != member.pk:
        publish(
            TermApproved(
                term_id=row.pk, author_id=row.proposed_by_id, community_id=row.community_id
            )
        )
    return _written_down(_decided(row, member, State.APPROVED), member, "term.approved")


@transaction.atomic
def change_term(
    *,
    actor: Actor,
    term: GlossaryTerm,
    target: str,
    case_sensitive: bool,
    note: str,
) -> GlossaryTerm:
    """Ask for another translation of the same term. Raises NotPermitted, NotFound, InvalidInput."""
    require(actor, Privilege.MANAGE_GLOSSARY, term.community)
    row = _locked(term)
    wanted = checked(
        Term(
            source_language=row.source_language,
            target_language=row.target_language,
            source=row.source,
            target=target,
            case_sensitive=case_sensitive,
            note=note,
        )
    )
    counts = row.state == State.APPROVED and differs(row, wanted)
    row.target, row.case_sensitive, row.note = wanted.target, wanted.case_sensitive, wanted.note
    row.save()
    _written_down(row, _member(actor), "term.changed")
    if counts:
        publish(GlossaryChanged(community_id=row.community_id, term_ids=[row.pk]))
    return row


@transaction.atomic
def remove_term(*, actor: Actor, term: GlossaryTerm) -> None:
    """Take a term out of the glossary; members may take back what they proposed themselves.

    Raises NotSignedIn, NotPermitted, NotFound.
    """
    row, member = _locked(term), _member(actor)
    own = row.state == State.PROPOSED and row.proposed_by_id == member.pk
    require(actor, Privilege.SUGGEST_TERM if own else Privilege.MANAGE_GLOSSARY, row.community)
    _decided(row, member, State.REJECTED, changes=row.state == State.APPROVED)
    if not own:
        _written_down(row, member, "term.removed")


@transaction.atomic
def sweep_rejected_terms() -> int:
    """Forget what was rejected or removed more than a month ago; how many terms."""
    old = GlossaryTerm.objects.filter(
        state=State.REJECTED, changed__lt=timezone.now() - REJECTED_KEPT
    )
    return old.delete()[0]


def lock_glossary(community: Community) -> None:
    """One change of a glossary at a time: limits hold, and the newest change is the last one."""
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)


def counted_terms(community: Community) -> "QuerySet[GlossaryTerm]":
    """The terms of a community that are approved or may be."""
    return GlossaryTerm.objects.filter(community=community).exclude(state=State.REJECTED)


def differs(row: GlossaryTerm, term: Term) -> bool:
    """True where translations would change if `term` stood in the place of `row`."""
    return (row.target, row.case_sensitive) != (term.target, term.case_sensitive)


def _locked(term: GlossaryTerm) -> GlossaryTerm:
    """The row as it stands now, unless it is no more."""
    lock_glossary(term.community)
    row = counted_terms(term.community).filter(pk=term.pk).select_related("community").first()
    if row is None:
        raise NotFound
    return row


def _decided(
    row: GlossaryTerm, member: Member, state: str, *, changes: bool = True
) -> GlossaryTerm:
    """`row` in its new state; `changes` says whether translations are affected."""
    row.state, row.decided_by, row.decided = state, member, timezone.now()
    row.save()
    publish(TermTurned(id=row.pk))
    if changes:
        publish(GlossaryChanged(community_id=row.community_id, term_ids=[row.pk]))
    return row


def _written_down(row: GlossaryTerm, decider: Member, verb: str) -> GlossaryTerm:
    """Tell the audit log of a decision on a term; its words stay in the glossary."""
    record(
        community=row.community,
        actor=decider,
        verb=verb,
        subject=("term", row.pk),
        member=row.proposed_by,
        after={"languages": [row.source_language, row.target_language]},
    )
    return row


def _member(actor: Actor) -> Member:
    if actor.member is None:
        raise NotSignedIn
    return actor.member


def _key(term: Term) -> dict[str, str]:
    return dict(zip(("source_language", "target_language", "source"), term.key, strict=True))
