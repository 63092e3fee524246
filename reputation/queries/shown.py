"""What everybody may know of a member's credit: totals, in communities that he may see."""

from dataclasses import dataclass

from django.db.models import F, Q

from accounts.models import Community, Member, Membership
from accounts.permissions import Actor
from forum.visibility import sight_of
from reputation.badges import FAMILIES
from reputation.models import Award, LedgerRow
from reputation.queries.months import Month, months_in


@dataclass(frozen=True, slots=True)
class Standing:
    """Level and points of a member in a community."""

    community: Community
    level: int
    points: int


def seen_in(actor: Actor) -> Q:
    """Rows of communities of which the actor may hear."""
    sight = sight_of(actor)
    if sight.all:
        return Q()
    public = Q(community__visibility=Community.Visibility.PUBLIC)
    return public | Q(community__in=sight.own)


def standings_of(actor: Actor, member: Member) -> list[Standing]:
    """Where a member has a level or points, the highest first; one query."""
    rows = Membership.objects.filter(seen_in(actor), member=member)
    rows = rows.exclude(state=Membership.State.BANNED).select_related("community")
    found = [
        Standing(row.community, row.effective_level, row.points or 0)
        for row in rows.annotate(points=F("balance__points"))
    ]
    earned = (each for each in found if each.level or each.points)
    return sorted(earned, key=lambda each: (-each.level, -each.points, each.community.pk))


def months_of(actor: Actor, member: Member) -> list[Month]:
    """What a member earned in each of the last twelve months; one query."""
    return months_in(LedgerRow.objects.filter(seen_in(actor), member=member))


def badges_of(actor: Actor, member: Member) -> list[Award]:
    """A member's badges, each at the highest level it has anywhere, as the table of badges has
    them; one query."""
    rows = Award.objects.filter(seen_in(actor), member=member)
    best: dict[str, Award] = {}
    for row in rows.order_by("level", "pk"):
        best[row.badge] = row
    return [best[code] for code in FAMILIES if code in best]
