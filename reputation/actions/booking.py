"""Writing ledger rows: whatever a claim has come to, its rows are brought to say so."""

from datetime import datetime

from reputation.models import Balance, Claim, LedgerRow, Removal
from reputation.queries.standing import Cause, State, standing_of

_SIDES = (
    *("community_id", "code", "version", "requested", "object_type", "object_id"),
    *("thread_id", "giver", "member_language", "giver_language", "member_country"),
    *("giver_country", "happened", "event", "day", "member_id"),
)


def book(claim: Claim, balance: Balance, *, removal: Removal | None, now: datetime) -> None:
    """Bring the ledger to what the claim has come to, and count it in `balance` (not saved)."""
    live = claim.live
    state, cause = standing_of(claim, removal=removal, now=now)
    if live is None:
        if state is not None:
            cause = Cause.RESTORED if claim.booked else Cause.EARNED
            _enter(claim, balance, state=state, cause=cause)
    elif state == live.state and live.applied == claim.applied:
        return
    elif state == State.POSTED != live.state and live.applied == claim.applied:
        _enter(claim, balance, state=state, cause=Cause.RELEASED, settles=live)
    else:
        _take_back(claim, live, balance, cause)
        if state is not None:
            _enter(claim, balance, state=state, cause=cause)


def _enter(
    claim: Claim,
    balance: Balance,
    *,
    state: State,
    cause: Cause,
    settles: LedgerRow | None = None,
) -> None:
    """A line that stands for the claim from now on."""
    row = _line(claim, claim.event, state, cause, applied=claim.applied, settles=settles)
    claim.live = row
    balance.points += row.applied if state == State.POSTED else 0


def _take_back(claim: Claim, live: LedgerRow, balance: Balance, cause: Cause) -> None:
    """A posted line is reversed; one that waits is void."""
    batch = claim.ended_event or claim.event
    if live.state == State.POSTED:
        _line(claim, batch, State.POSTED, cause, applied=-live.applied, reverses=live)
        balance.points -= live.applied
    else:
        _line(claim, batch, State.VOID, cause, applied=0, settles=live)
    claim.live = None


def _line(
    claim: Claim,
    batch: int,
    state: State,
    cause: Cause,
    *,
    applied: int,
    reverses: LedgerRow | None = None,
    settles: LedgerRow | None = None,
) -> LedgerRow:
    claim.booked += 1
    return LedgerRow.objects.create(
        **{name: getattr(claim, name) for name in _SIDES},
        applied=applied,
        cap=claim.cap if applied == claim.applied and not reverses else "",
        state=state,
        cause=cause,
        reverses=reverses,
        settles=settles,
        batch=batch,
        key=f"{claim.key}#{claim.booked}",
    )
