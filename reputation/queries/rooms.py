"""What caps leave for a claim: sums over the claims before it.

The same as `reputation.counting.History.room`, asked of the database.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from django.db.models import Q, QuerySet, Subquery, Sum
from django.db.models.functions import Abs, Coalesce

from reputation.models import Claim
from reputation.rules import DAY, STANDING, Cap, Per

_COLUMNS = {
    Per.OBJECT: ("object_type", "object_id"),
    Per.THREAD: ("thread_id",),
    Per.GIVER: ("giver_group",),
}


def rooms_for(claim: Claim, caps: Sequence[Cap]) -> Mapping[Cap, int]:
    """Points that each of `caps` leaves for a claim; below zero where more stands already. One
    query, in which each sum finds its claims by an index of its own."""
    if not caps:
        return {}
    row = Claim.objects.filter(pk=claim.pk).values_list(*(_taken(claim, cap) for cap in caps))
    return {cap: cap.points - taken for cap, taken in zip(caps, row.get(), strict=True)}


def _taken(claim: Claim, cap: Cap) -> Coalesce:
    rows = _before(claim).filter(code__in=cap.codes)
    for column in _COLUMNS[cap.per] if cap.per else ():
        rows = rows.filter(**{column: getattr(claim, column)})
    sums = _counted(rows, claim, cap).order_by().values("member").annotate(sum=Sum(Abs("applied")))
    return Coalesce(Subquery(sums.values("sum")), 0)


def _before(claim: Claim) -> "QuerySet[Claim]":
    earlier = Q(happened__lt=claim.happened)
    same_time = Q(happened=claim.happened)
    rows = Claim.objects.filter(member=claim.member_id, community=claim.community_id, voided=False)
    return rows.filter(
        earlier
        | (same_time & Q(event__lt=claim.event))
        | (same_time & Q(event=claim.event, pk__lt=claim.pk))
    )


def _counted(rows: "QuerySet[Claim]", claim: Claim, cap: Cap) -> "QuerySet[Claim]":
    freed = Q(ended__lt=claim.happened) | Q(ended=claim.happened, ended_event__lte=claim.event)
    if cap.length == STANDING:
        return rows.exclude(freed, ended__isnull=False)
    if cap.length == DAY:
        # By the time, which the index knows, and not by the day.
        rows = rows.filter(happened__gte=datetime.combine(claim.day, time(), tzinfo=UTC))
    else:
        rows = rows.filter(happened__gt=claim.happened - cap.length)
    return rows.exclude(freed, ended_same_day=True)
