"""Credit that waits: it is posted when its time has come, or refused."""

from django.db import transaction

from reputation.actions.balances import hold_balances
from reputation.actions.settling import book_all, settle
from reputation.models import Claim
from reputation.queries.waiting import waiting_until_now

AT_ONCE = 100
"""Claims that one run posts."""


def release_due() -> int:
    """Post the claims whose waiting is over; how many."""
    ids = list(waiting_until_now().values_list("pk", flat=True)[:AT_ONCE])
    return sum(release(claim_id=pk) for pk in ids)


@transaction.atomic
def release(*, claim_id: int) -> bool:
    """Post a claim that waits; False where it waits no more."""
    found = Claim.objects.select_related("community").filter(pk=claim_id).first()
    if found is None:
        return False
    held = hold_balances(community=found.community, members={found.member_id})
    claim = Claim.objects.select_related("live").filter(pk=claim_id).first()
    if claim is None or not claim.waits or claim.member_id not in held:
        return False
    claim.released = True
    book_all(held[claim.member_id], [claim])
    return True


@transaction.atomic
def void(*, claim_id: int) -> bool:
    """Refuse a claim for good, waiting or posted: it never counted, so what it kept from others
    under a cap is counted anew. False where it is refused already, or gone.

    Where it was suspected, too, nobody decides on it any more: taking back such a decision does
    not bring it back.
    """
    found = Claim.objects.select_related("community").filter(pk=claim_id).first()
    if found is None:
        return False
    held = hold_balances(community=found.community, members={found.member_id})
    rows = Claim.objects.filter(pk=claim_id)
    rows.update(suspicion=None)
    refused = rows.filter(voided=False).update(voided=True)
    if refused:
        settle(held[found.member_id], since=(found.happened, found.event))
    return bool(refused)
