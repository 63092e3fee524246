"""A member's history counted anew, from the facts alone."""

from collections.abc import Iterator

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Community
from reputation.models import Balance, Claim, LedgerRow
from reputation.queries.facts import claims_of, note_endings, removals_of, replayed
from reputation.queries.standing import State, standing_of

_POSTED = LedgerRow.objects.filter(state=LedgerRow.State.POSTED)


def recounted(balance: Balance) -> list[Claim]:
    """Everything a member claims, as a replay of its history decides it; not saved."""
    claims = list(claims_of(balance))
    note_endings(claims)
    decided = {entry.number: entry for entry in replayed(claims)}
    for claim in claims:
        if claim.pk in decided:
            claim.applied, claim.cap = decided[claim.pk].applied, decided[claim.pk].cap
    return claims


def replayed_points(balance: Balance) -> int:
    """The balance at which a replay ends."""
    claims, now = recounted(balance), timezone.now()
    removals = removals_of({claim.object for claim in claims})
    states = [
        standing_of(claim, removal=removals.get(claim.object), now=now)[0] for claim in claims
    ]
    pairs = zip(claims, states, strict=True)
    return sum(claim.applied for claim, state in pairs if state == State.POSTED)


def replays(community: Community) -> Iterator[tuple[Balance, int]]:
    """Every balance of a community, with the one at which a replay ends."""
    rows = Balance.objects.filter(membership__community=community)
    for balance in rows.select_related("membership__member").order_by("pk").iterator():
        yield balance, replayed_points(balance)


def booked_points(balance: Balance) -> int:
    """The sum of a member's posted rows."""
    where = balance.membership
    rows = _POSTED.filter(member=where.member_id, community=where.community_id)
    return rows.aggregate(sum=Sum("applied"))["sum"] or 0


def wrong_balances() -> "QuerySet[Balance]":
    """Balances that are not the sum of their rows."""
    theirs = _POSTED.filter(
        member=OuterRef("membership__member"), community=OuterRef("membership__community")
    )
    sums = theirs.order_by().values("member").annotate(sum=Sum("applied")).values("sum")
    booked = Coalesce(Subquery(sums), 0, output_field=IntegerField())
    return Balance.objects.annotate(booked=booked).exclude(points=F("booked"))
