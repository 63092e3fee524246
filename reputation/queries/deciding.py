"""What claims come to: by a few sums, or where many are decided at once in memory.

Both say the same. Sums are quicker for what has just happened; what arrives late makes all that
followed it be decided again, and then one look at the member's history is.
"""

from collections.abc import Callable, Sequence
from functools import partial

from reputation.counting import Entry, History, decide
from reputation.models import Balance, Claim
from reputation.queries.facts import claims_of, entry_of
from reputation.queries.rooms import rooms_for
from reputation.rules import rule

Decided = tuple[int, str]
BY_SUMS = 8
"""So many claims are decided one by one."""


def decider(balance: Balance, claims: Sequence[Claim]) -> Callable[[Claim], Decided]:
    """What decides each of `claims`, the last ones of a member, in their order: points applied,
    and the cap that clipped them. What was decided before stands."""
    if len(claims) <= BY_SUMS:
        return _by_sums
    deciding = {claim.pk for claim in claims}
    history = History()
    for claim in claims_of(balance):
        if claim.pk not in deciding and not claim.voided:
            history.add(_as_kept(claim))
    return partial(_in_memory, history)


def _by_sums(claim: Claim) -> Decided:
    known = rule(claim.code, version=claim.version)
    caps = () if claim.barred else known.caps
    return decide(known, claim.requested, rooms_for(claim, caps).__getitem__, barred=claim.barred)


def _in_memory(history: History, claim: Claim) -> Decided:
    entry = _as_kept(claim)
    known = rule(claim.code, version=claim.version)
    entry.applied, entry.cap = decide(
        known, entry.requested, lambda cap: history.room(cap, entry), barred=entry.barred
    )
    if not claim.voided:
        history.add(entry)
    return entry.applied, entry.cap


def _as_kept(claim: Claim) -> Entry:
    """A claim as it was counted last."""
    ended = (claim.ended, claim.ended_event) if claim.ended and claim.ended_event else None
    entry = entry_of(claim, ended)
    entry.applied, entry.cap = claim.applied, claim.cap
    return entry
