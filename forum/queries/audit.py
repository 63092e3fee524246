"""The audit log of a community, for its staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import AuditEntry, Community, Sanction
from accounts.names import name_key
from accounts.permissions import Actor, Privilege, require
from core.errors import NotFound
from forum.models import Post
from forum.queries.paging import PAGE, Page, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries: decided by, or about, `person` (a user name); of one `verb`; from `since` up
    to `until`. What is not given does not matter."""

    person: str = ""
    verb: str = ""
    since: datetime | None = None
    until: datetime | None = None


def audit_of(
    actor: Actor,
    community: Community,
    wanted: AuditFilter,
    *,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[AuditEntry]:
    """Decisions in a community, newest first. Raises NotSignedIn, NotPermitted and BadCursor."""
    require(actor, Privilege.SEE_AUDIT, community)
    rows = _narrowed(AuditEntry.objects.filter(community=community), wanted)
    rows = rows.select_related("actor", "member", "undone_by", "community")
    return page_of(rows, field="id", descending=True, cursor=cursor, limit=limit)


def _narrowed(rows: "QuerySet[AuditEntry]", wanted: AuditFilter) -> "QuerySet[AuditEntry]":
    if wanted.person:
        key = name_key(wanted.person.replace("\0", ""))
        rows = rows.filter(Q(actor__username_key=key) | Q(member__username_key=key))
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb.replace("\0", ""))
    if wanted.since is not None:
        rows = rows.filter(created__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(created__lt=wanted.until)
    return rows


def verbs_in(actor: Actor, community: Community) -> list[str]:
    """Which verbs the log of a community has, for choosing one. Raises NotSignedIn and
    NotPermitted."""
    require(actor, Privilege.SEE_AUDIT, community)
    rows = AuditEntry.objects.filter(community=community).order_by("verb")
    return list(rows.values_list("verb", flat=True).distinct())


def threads_of_posts(ids: Iterable[int]) -> dict[int, int]:
    """The threads (ids) in which posts are, where they are still there; one query."""
    return dict(Post.objects.filter(pk__in=list(ids)).values_list("pk", "thread_id"))


def sanction_of(actor: Actor, community: Community, member_id: int, sanction_id: int) -> Sanction:
    """A sanction of a member. Raises NotSignedIn, NotPermitted and NotFound."""
    require(actor, Privilege.SANCTION, community)
    rows = Sanction.objects.filter(membership__community=community, membership__member=member_id)
    rows = rows.select_related(
        "membership__community",
        "membership__member",
        "entry__community",
        "entry__actor",
        "entry__member",
        "entry__undone_by",
    )
    row = rows.filter(pk=sanction_id).first()
    if row is None:
        raise NotFound
    return row


def hidden_posts_entry(
    actor: Actor, community: Community, member_id: int, entry_id: int
) -> AuditEntry:
    """The decision by which many posts of a member were hidden. Raises NotSignedIn, NotPermitted
    and NotFound."""
    require(actor, Privilege.BAN, community)
    rows = AuditEntry.objects.filter(community=community, member=member_id, verb="posts.hidden")
    entry = rows.select_related("community", "member").filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    return entry


def decided_about(
    actor: Actor, community: Community, member_id: int, *, most: int = PAGE
) -> list[AuditEntry]:
    """The newest decisions about one member. Raises NotSignedIn and NotPermitted."""
    require(actor, Privilege.SANCTION, community)
    rows = AuditEntry.objects.filter(community=community, member=member_id)
    return list(
        rows.select_related("actor", "member", "undone_by", "sanction", "community").order_by(
            "-id"
        )[:most]
    )
