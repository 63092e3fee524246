"""A whole glossary at once: out to a file and in from one, all lines or none."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions.audit import record
from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, require
from core.errors import NotSignedIn
from core.events import publish
from translation import glossary_csv
from translation.actions.terms import TERMS_MAX, State, counted_terms, differs, lock_glossary
from translation.errors import GlossaryFull
from translation.events import GlossaryChanged
from translation.models import GlossaryTerm
from translation.terms import Term

ROWS_AT_ONCE = 500
_CHANGED = ("target", "case_sensitive", "note", "state", "decided_by", "decided", "changed")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many terms of a file were new, differed from what stood there, or were the same."""

    added: int
    updated: int
    unchanged: int


@transaction.atomic
def import_terms(*, actor: Actor, community: Community, raw: bytes) -> Imported:
    """Take the terms of a CSV file into the glossary, approved.

    What the glossary has already is brought up to the file, proposals included; nothing is
    removed. Raises NotSignedIn, NotPermitted, GlossaryFull, and FileRefused (nothing stored).
    """
    require(actor, Privilege.MANAGE_GLOSSARY, community)
    if actor.member is None:
        raise NotSignedIn
    terms = glossary_csv.read(raw)
    lock_glossary(community)
    known = {term_of(row).key: row for row in counted_terms(community)}
    fresh = [term for term in terms if term.key not in known]
    if len(known) + len(fresh) > TERMS_MAX:
        raise GlossaryFull(most=TERMS_MAX)
    added = _added(community, actor.member, fresh)
    pairs = [(known[term.key], term) for term in terms if term.key in known]
    stale = [(row, term) for row, term in pairs if _outdated(row, term)]
    affected = [row for row, term in stale if differs(row, term) or row.state == State.PROPOSED]
    _update(actor.member, stale)
    if added or affected:
        ids = [row.pk for row in (*added, *affected)]
        publish(GlossaryChanged(community_id=community.pk, term_ids=ids))
    found = Imported(len(added), len(stale), len(terms) - len(added) - len(stale))
    if added or stale:
        _write_down(actor.member, community, found)
    return found


def _write_down(decider: Member, community: Community, found: Imported) -> None:
    record(
        community=community,
        actor=decider,
        verb="terms.imported",
        subject=("community", community.pk),
        after={"added": found.added, "updated": found.updated},
    )


def export_terms(*, actor: Actor, community: Community, byte_order_mark: bool = False) -> bytes:
    """The approved terms as a CSV file. Raises NotSignedIn, NotPermitted."""
    require(actor, Privilege.MANAGE_GLOSSARY, community)
    rows = counted_terms(community).filter(state=State.APPROVED)
    return glossary_csv.write(map(term_of, rows), byte_order_mark=byte_order_mark)


def term_of(row: GlossaryTerm) -> Term:
    """The row's content as a plain value."""
    return Term(
        source_language=row.source_language,
        target_language=row.target_language,
        source=row.source,
        target=row.target,
        case_sensitive=row.case_sensitive,
        note=row.note,
    )


def _outdated(row: GlossaryTerm, term: Term) -> bool:
    return row.state == State.PROPOSED or term_of(row) != term


def _added(community: Community, member: Member, terms: Sequence[Term]) -> list[GlossaryTerm]:
    now = timezone.now()
    rows = (
        GlossaryTerm(
            community=community,
            state=State.APPROVED,
            proposed_by=member,
            decided_by=member,
            decided=now,
            **asdict(term),
        )
        for term in terms
    )
    return GlossaryTerm.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _update(member: Member, stale: Sequence[tuple[GlossaryTerm, Term]]) -> None:
    now = timezone.now()
    for row, term in stale:
        _approve_as(row, term, member, now)
    rows = [row for row, _term in stale]
    GlossaryTerm.objects.bulk_update(rows, _CHANGED, batch_size=ROWS_AT_ONCE)


def _approve_as(row: GlossaryTerm, term: Term, member: Member, now: datetime) -> None:
    row.target, row.case_sensitive, row.note = term.target, term.case_sensitive, term.note
    row.state, row.decided_by, row.decided, row.changed = State.APPROVED, member, now, now
