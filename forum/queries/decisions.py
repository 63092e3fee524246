"""Decisions that members were told, and their appeals: for themselves, and for who decides on
these."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import AuditEntry, Membership
from accounts.permissions import RULES, Actor, Privilege, communities_with
from core.errors import NotFound, NotSignedIn
from forum.decisions import APPEAL_WITHIN, is_appealable
from forum.models import Appeal, DecisionNotice, ReviewItem
from forum.queries.paging import PAGE, Page, page_of


def _notices() -> "QuerySet[DecisionNotice]":
    rows = DecisionNotice.objects.select_related(
        "entry__community", "entry__undone_by", "appeal__text", "appeal__answer", "statement"
    ).select_related("post__body", "post__thread__title", "entry__sanction")
    role = Membership.objects.filter(
        member=OuterRef("entry__actor"), community=OuterRef("entry__community")
    )
    return rows.annotate(decider_role=Subquery(role.values("role")[:1]))


def decisions_of(
    actor: Actor, *, cursor: str | None = None, limit: int = PAGE
) -> Page[DecisionNotice]:
    """What was decided about the actor, newest first; each row knows the `decider_role`, and
    nobody's name. Raises NotSignedIn and BadCursor."""
    if actor.member is None:
        raise NotSignedIn
    rows = _notices().filter(member=actor.member)
    return page_of(rows, field="entry_id", descending=True, cursor=cursor, limit=limit)


def decision_told(actor: Actor, entry_id: int) -> DecisionNotice:
    """One of them, by its entry in the audit log. Raises NotSignedIn and NotFound."""
    if actor.member is None:
        raise NotSignedIn
    notice = _notices().filter(member=actor.member, entry=entry_id).first()
    if notice is None:
        raise NotFound
    return notice


def may_appeal(notice: DecisionNotice) -> bool:
    """True while its member may still object: once, within `APPEAL_WITHIN`, against what holds."""
    if not is_appealable(notice.entry) or hasattr(notice, "appeal"):
        return False
    if hasattr(notice.entry, "undone_by"):
        return False
    return timezone.now() < notice.created + APPEAL_WITHIN


def appeal_for(actor: Actor, appeal_id: int) -> Appeal:
    """An appeal that the actor may read because such are decided by him. Raises NotFound."""
    rows = Appeal.objects.select_related(
        "text", "answer", "decided_by", "notice__entry__community", "notice__entry__actor"
    ).select_related("notice__member", "notice__statement", "notice__post__body")
    rows = rows.select_related("notice__post__thread__title", "notice__entry__sanction")
    if not actor.is_operator:
        mine = communities_with(actor, Privilege.DECIDE_APPEALS)
        rows = rows.filter(notice__entry__community__in=mine)
    appeal = rows.filter(pk=appeal_id).first()
    if appeal is None:
        raise NotFound
    return appeal


def deciders_of(entry: AuditEntry) -> set[int]:
    """Ids of the members who decided so: where it took two, also of who proposed it. None for what
    the program decided."""
    found = {entry.actor_id}
    if entry.subject_type == "post":
        rows = ReviewItem.objects.filter(post=entry.subject_id, entry__after__entry=entry.pk)
        found |= set(rows.values_list("entry__after__proposed_by", flat=True))
    return {pk for pk in found if pk is not None}


def others_who_decide(entry: AuditEntry, *, but: set[int | None]) -> bool:
    """True where somebody else than these members (ids) can decide on appeals in the community of
    a decision."""
    staff = Membership.objects.filter(
        community=entry.community_id,
        role__in=RULES[Privilege.DECIDE_APPEALS].roles,
        member__is_active=True,
    ).exclude(member__in=[pk for pk in but if pk is not None])
    return any(row.present_state == Membership.State.ACTIVE for row in staff)
