"""Who has which badge."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from accounts.models import Membership
from accounts.permissions import Actor
from core.errors import NotFound
from reputation.badges import FAMILIES, Family
from reputation.models import Award
from reputation.queries.shown import seen_in

LATELY = 30


@dataclass(frozen=True, slots=True)
class Held:
    """A badge, how many members have it, and the highest level of the one who looks (0: none)."""

    family: Family
    members: int
    own: int


def badge_for(code: str) -> Family:
    """Raises NotFound."""
    if code not in FAMILIES:
        raise NotFound
    return FAMILIES[code]


def badges_for(actor: Actor) -> list[Held]:
    """All badges, in the order of their table; one query."""
    own = Max("level", filter=Q(member=actor.id or 0), default=0)
    rows = _seen_by(actor).order_by().values("badge")
    found = {
        row["badge"]: (row["members"], row["own"])
        for row in rows.annotate(members=Count("member", distinct=True), own=own)
    }
    return [Held(family, *found.get(code, (0, 0))) for code, family in FAMILIES.items()]


def lately(actor: Actor, family: Family) -> list[Award]:
    """The latest awards of a badge that the actor may hear of; one query."""
    rows = _seen_by(actor).filter(badge=family.code).select_related("member", "community")
    return list(rows.order_by("-id")[:LATELY])


def _seen_by(actor: Actor) -> "QuerySet[Award]":
    """Awards of members who are here and not banned."""
    banned = Membership.objects.filter(
        member=OuterRef("member"), community=OuterRef("community"), state=Membership.State.BANNED
    )
    rows = Award.objects.filter(seen_in(actor), member__is_active=True)
    return rows.filter(~Exists(banned))
