"""In which state a claim is to stand, as far as facts and the time say."""

from datetime import datetime

from reputation.models import Claim, LedgerRow, Removal
from reputation.rules import Removal as OnRemoval, rule

State = LedgerRow.State
Cause = LedgerRow.Cause


def standing_of(
    claim: Claim, *, removal: Removal | None, now: datetime
) -> tuple[State | None, Cause]:
    """The state in which a claim is to stand, None for not at all; and why it is taken back where
    it is."""
    if claim.voided or _from_himself(claim):
        return None, Cause.VOIDED
    if claim.ended is not None:
        return None, Cause.WITHDRAWN
    if removal is not None and _is_gone(claim, removal, now):
        return None, Cause.REMOVED
    if rule(claim.code, version=claim.version).quiet and not claim.applied:
        return None, Cause.RECOUNTED
    if claim.waits:
        return State(claim.hold), Cause.SUSPECTED if claim.suspicion_id else Cause.RECOUNTED
    return State.POSTED, Cause.RECOUNTED


def _from_himself(claim: Claim) -> bool:
    """Who takes over an imported account may have liked its posts before."""
    return claim.requested > 0 and claim.giver == claim.member_id


def _is_gone(claim: Claim, removal: Removal, now: datetime) -> bool:
    if not removal.gone or removal.due > now:
        return False
    fate = rule(claim.code, version=claim.version).removal
    return fate == OnRemoval.GIVEN_BACK or (fate == OnRemoval.REVERSED and not removal.long)
