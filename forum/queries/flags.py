"""Reports: for those who decide on them, and for those who made them."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Community
from accounts.permissions import Actor, Privilege, communities_with, require
from core.errors import NotFound, NotSignedIn
from forum.models import Flag
from forum.queries.paging import PAGE, Page, page_of


def _flags() -> "QuerySet[Flag]":
    return Flag.objects.select_related(
        "post__body", "post__author", "post__thread__community", "post__thread__category"
    ).select_related("post__thread__title", "member", "decided_by", "note", "statement")


def flags_for(
    actor: Actor, community: Community, *, state: str, cursor: str | None = None, limit: int = PAGE
) -> Page[Flag]:
    """Reports in a community in one state, oldest first while open, newest first when decided.

    Raises NotSignedIn, NotPermitted and BadCursor.
    """
    require(actor, Privilege.DECIDE_REPORTS, community)
    rows = _flags().filter(post__thread__community=community, state=state)
    newest_first = state != Flag.State.OPEN
    return page_of(rows, field="created", descending=newest_first, cursor=cursor, limit=limit)


def flag_for(actor: Actor, flag_id: int) -> Flag:
    """A report that the actor may decide on. Raises NotFound."""
    rows = _flags().filter(pk=flag_id)
    if not actor.is_operator:
        may_decide = communities_with(actor, Privilege.DECIDE_REPORTS)
        rows = rows.filter(post__thread__community__in=may_decide)
    flag = rows.first()
    if flag is None:
        raise NotFound
    return flag


def flag_by_token(token: UUID) -> Flag:
    """The report behind the link that its author was sent. Raises NotFound."""
    flag = _flags().filter(token=token).first()
    if flag is None:
        raise NotFound
    return flag


def decision_for(actor: Actor, flag_id: int) -> Flag:
    """An upheld report of a post that the actor wrote, also where it was removed: its reasons are
    for him, who reported is not. Raises NotSignedIn and NotFound."""
    if actor.member is None:
        raise NotSignedIn
    rows = _flags().filter(post__author=actor.member, state=Flag.State.UPHELD)
    flag = rows.filter(pk=flag_id).first()
    if flag is None:
        raise NotFound
    return flag


def own_flags(actor: Actor) -> list[Flag]:
    """What the actor reported and what became of it, the newest hundred. Raises NotSignedIn."""
    if actor.member is None:
        raise NotSignedIn
    return list(_flags().filter(member=actor.member).order_by("-created", "-id")[:100])
