"""The audit log of a community, and what was decided about the caller."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Query, Router

from accounts.models import AuditEntry, Member
from accounts.queries import community_for
from forum.models import DecisionNotice
from forum.queries.audit import AuditFilter, audit_of
from forum.queries.decisions import decisions_of
from forum.verbs import logged
from frontend.api import responses
from frontend.api.audit_schemas import AuditIn, AuditOut, DecisionsOut
from frontend.api.callers import ApiRequest, moderates, reads
from frontend.api.schemas import PageIn
from frontend.pages.decision_texts import notice_view

router = Router(tags=["moderation"])


@router.get(
    "/communities/{slug}/audit",
    response=responses.reading(AuditOut),
    auth=moderates,
    summary="The audit log, for staff",
)
def read_audit(request: ApiRequest, slug: str, asked: Query[AuditIn]) -> dict[str, Any]:
    """Newest first. Tokens need the scope `moderate`."""
    community = community_for(request.auth, slug)
    wanted = AuditFilter(person=asked.person, verb=asked.verb, since=asked.since, until=asked.until)
    page = audit_of(request.auth, community, wanted, cursor=asked.cursor, limit=asked.limit)
    items = [_entry(row) for row in page.items]
    return {"items": items, "next": page.next, "previous": page.previous}


def _entry(row: AuditEntry) -> dict[str, Any]:
    return {
        "id": row.pk,
        "created": row.created,
        "verb": row.verb,
        "text": logged(row.verb),
        "actor": _person(row.actor),
        "automatic": row.automatic,
        "member": _person(row.member),
        "subject": {"type": row.subject_type, "id": row.subject_id},
        "reason": row.reason,
        "note": row.note,
        "before": row.before,
        "after": row.after,
        "undoes": row.undoes_id,
    }


def _person(member: Member | None) -> dict[str, str] | None:
    return {"username": member.username, "name": member.name} if member else None


@router.get(
    "/me/decisions",
    response=responses.reading(DecisionsOut),
    auth=reads,
    summary="What was decided about me and what I wrote",
)
def read_decisions(request: ApiRequest, asked: Query[PageIn]) -> dict[str, Any]:
    """Newest first. Paused and banned members read it, too; they appeal at `url`."""
    page = decisions_of(request.auth, cursor=asked.cursor, limit=asked.limit)
    items = [_decision(row) for row in page.items]
    return {"items": items, "next": page.next, "previous": page.previous}


def _decision(row: DecisionNotice) -> dict[str, Any]:
    notice = notice_view(row)
    path = reverse("decision_told", args=[row.entry_id])
    return {
        "id": row.entry_id,
        "created": notice.entry.created,
        "community": notice.entry.community.slug if notice.entry.community else None,
        "verb": notice.entry.verb,
        "text": notice.what,
        "reason": notice.entry.reason,
        "decided_by": notice.by,
        "until": notice.until,
        "state": notice.state,
        "appealable": notice.appealable,
        "url": settings.PUBLIC_URL + path,
    }
