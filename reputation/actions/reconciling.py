"""Finding and mending what does not add up: balances against rows, rows against facts."""

from django.db import transaction

from accounts.models import Community
from reputation.actions.balances import hold_balances
from reputation.actions.settling import book_all
from reputation.models import Balance, Claim
from reputation.queries.replaying import booked_points, recounted, wrong_balances

BATCH = 500
"""Balances that one transaction mends."""


def mend_ledger() -> int:
    """Mend claims that a replay decides otherwise, then cached balances; how many were wrong."""
    return mend_claims() + mend_balances()


def mend_balances() -> int:
    """Bring the cached balances to the sum of their rows; how many were wrong."""
    mended = 0
    while count := _mend_batch():
        mended += count
    return mended


@transaction.atomic
def _mend_batch() -> int:
    ids = list(wrong_balances().order_by("pk").values_list("pk", flat=True)[:BATCH])
    # Nobody adds a row while its balance is held, so the sums are those of this moment.
    wrong = Balance.objects.filter(pk__in=ids).select_related("membership").order_by("pk")
    rows = list(wrong.select_for_update(of=("self",)))
    for row in rows:
        row.points = booked_points(row)
    return Balance.objects.bulk_update(rows, ["points"])


@transaction.atomic
def mend_balance(*, community: Community, member_id: int) -> bool:
    """Bring one member's balance to the sum of his rows; whether it was wrong."""
    held = hold_balances(community=community, members={member_id}).get(member_id)
    if held is None or held.points == (points := booked_points(held)):
        return False
    Balance.objects.filter(pk=held.pk).update(points=points)
    return True


def mend_claims() -> int:
    """Count every member's history anew, and where the ledger says something else add the rows
    that bring it right; how many claims were wrong."""
    mended = 0
    # By claims, because who took over an imported account may have no balance yet.
    for pk, member_id in Claim.objects.order_by().values_list("community", "member").distinct():
        mended += recount(community=Community.objects.get(pk=pk), member_id=member_id)
    return mended


@transaction.atomic
def recount(*, community: Community, member_id: int) -> int:
    """Count one member's history anew; how many claims were wrong."""
    held = hold_balances(community=community, members={member_id})
    if member_id not in held:
        return 0
    return book_all(held[member_id], recounted(held[member_id]))
