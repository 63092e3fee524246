"""A member's own account: every line, what waits, totals by month. For nobody else's eyes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from accounts.models import Community, Membership
from accounts.permissions import Actor
from core.errors import NotSignedIn
from forum.models import Post
from forum.queries import Page, visible_to
from forum.queries.paging import PAGE, page_of
from reputation.models import Balance, Claim, LedgerRow
from reputation.queries.months import Month, months_in

WAITING = (LedgerRow.State.HELD, LedgerRow.State.PENDING)


@dataclass(frozen=True, slots=True)
class Account:
    """What the member has in a community."""

    membership: Membership
    points: int

    @property
    def community(self) -> Community:
        return self.membership.community


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many lines wait to be decided, and for how many points."""

    count: int
    points: int


def accounts_of(actor: Actor) -> list[Account]:
    """Where the member has ever earned something, the most first; one query. Raises
    NotSignedIn."""
    rows = Balance.objects.filter(membership__member=_member(actor))
    rows = rows.select_related("membership__community").order_by("-points", "pk")
    return [Account(row.membership, row.points) for row in rows]


def lines_of(
    actor: Actor,
    community: Community | None = None,
    *,
    waiting: bool = False,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[LedgerRow]:
    """The member's own lines, the newest first: of a community or of all, or those only that
    still wait; one query. Raises NotSignedIn, BadCursor."""
    rows = _lines(actor, community).select_related("community", "reversed_by", "settled_by")
    if waiting:
        rows = rows.filter(state__in=WAITING, settled_by=None)
    return page_of(rows, field="id", descending=True, cursor=cursor, limit=limit)


def waiting_of(actor: Actor, community: Community) -> Waiting:
    """All that waits there; one query. Raises NotSignedIn."""
    rows = _lines(actor, community).filter(state__in=WAITING, settled_by=None)
    found = rows.order_by().aggregate(count=Count("pk"), points=Sum("applied", default=0))
    return Waiting(found["count"], found["points"])


def own_months(actor: Actor, community: Community) -> list[Month]:
    """The member's last twelve months there; one query. Raises NotSignedIn."""
    return months_in(_lines(actor, community))


def dues_of(rows: Iterable[LedgerRow]) -> dict[int, datetime]:
    """By when lines that wait are decided at the latest; one query, none where nothing waits."""
    ids = [row.pk for row in rows if row.state in WAITING]
    if not ids:
        return {}
    claims = Claim.objects.filter(live__in=ids, due__isnull=False)
    return {row: due for row, due in claims.values_list("live", "due") if due}


def posts_behind(actor: Actor, rows: Iterable[LedgerRow]) -> dict[int, Post]:
    """The posts that lines are for, with their threads' titles, as far as the member may read
    them now; one query."""
    ids = {row.object_id for row in rows if row.object_type == "post"}
    if not ids:
        return {}
    posts = visible_to(actor).filter(pk__in=ids, visibility=Post.Visibility.PUBLIC)
    return {post.pk: post for post in posts.select_related("thread__title")}


def _lines(actor: Actor, community: Community | None) -> "QuerySet[LedgerRow]":
    rows = LedgerRow.objects.filter(member=_member(actor))
    return rows.filter(community=community) if community else rows


def _member(actor: Actor) -> int:
    if actor.id is None:
        raise NotSignedIn
    return actor.id
