"""Deciding claims, and deciding anew what a late arrival changes.

Callers hold the balance. Whatever is decided after the arrival (in effective time) is decided
again: usually nothing, for what arrived late a few rows, each brought right by a reversal and a
new line.
"""

from collections.abc import Callable, Iterable, Sequence

from django.utils import timezone

from core.events import publish
from reputation.actions.booking import book
from reputation.counting import Order
from reputation.events import CreditBooked
from reputation.models import Balance, Claim
from reputation.queries.deciding import decider
from reputation.queries.facts import claims_since, removals_of


def settle(balance: Balance, *, since: Order) -> int:
    """Decide what a member claims from `since` on; how many claims came to something else."""
    return settle_claims(balance, list(claims_since(balance, since)))


def settle_claims(balance: Balance, claims: Sequence[Claim]) -> int:
    """The same for the last claims of a member, which the caller has at hand in their order."""
    return book_all(balance, claims, decide=decider(balance, claims))


def book_all(
    balance: Balance,
    claims: Sequence[Claim],
    *,
    decide: Callable[[Claim], tuple[int, str]] | None = None,
) -> int:
    """Bring the ledger to what claims have come to, after deciding them again where something
    decides; how many have another line now."""
    now, before = timezone.now(), balance.points
    removals = removals_of({claim.object for claim in claims})
    changed = 0
    for claim in claims:
        if decide:
            claim.applied, claim.cap = decide(claim)
        lines = claim.booked
        book(claim, balance, removal=removals.get(claim.object), now=now)
        claim.keep()
        changed += claim.booked != lines
    if balance.points != before:
        balance.save(update_fields=["points"])
    if changed:
        _tell(balance)
    return changed


def _tell(balance: Balance) -> None:
    where = balance.membership
    publish(CreditBooked(community_id=where.community_id, member_id=where.member_id))


def by_member(claims: Iterable[Claim]) -> dict[int, list[Claim]]:
    """Claims by whose they are, in the order of members."""
    found: dict[int, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.member_id, claim.pk or 0)):
        found.setdefault(claim.member_id, []).append(claim)
    return found
