"""What happened to credit."""

from dataclasses import dataclass

from core.events import Event, event


@event("reputation.credit_booked")
@dataclass(frozen=True, slots=True, kw_only=True)
class CreditBooked(Event):
    """Lines were added to a member's ledger in a community: gains, reversals, or what waits."""

    community_id: int
    member_id: int
