"""Writing down what looks dishonest, and holding the credit until somebody has looked at it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.actions.audit import record
from accounts.models import Community
from reputation.actions.balances import hold_balances
from reputation.actions.settling import book_all, by_member
from reputation.models import Claim, Suspicion
from reputation.queries.patterns import burst_around, seen_lately

Kind = Suspicion.Kind


@transaction.atomic
def suspect(
    *, community: Community, kind: str, members: Collection[int], claims: "QuerySet[Claim]"
) -> Suspicion | None:
    """Let `claims` wait because of what looks dishonest among `members`; None where there are
    none. While the same is open, they are added to it. Unusual gains are not held."""
    numbers = set(claims.values_list("pk", flat=True))
    if not numbers:
        return None
    rows = Claim.objects.filter(pk__in=numbers)
    receivers = set(rows.values_list("member", flat=True))
    balances = hold_balances(community=community, members=receivers)
    suspicion = _opened(community, kind, members)
    waiting = {} if kind == Kind.GAIN else {"hold": Claim.Hold.HELD, "released": False, "due": None}
    rows.filter(voided=False).update(suspicion=suspicion, **waiting)
    for member_id, theirs in by_member(rows.select_related("live")).items():
        book_all(balances[member_id], theirs)
    return suspicion


def _opened(community: Community, kind: str, members: Collection[int]) -> Suspicion:
    """The open suspicion of a group, held: what is put into it, nobody decides on meanwhile."""
    group = group_key(members)
    suspicion, new = Suspicion.objects.select_for_update(no_key=True).get_or_create(
        community=community, kind=kind, group=group, state=Suspicion.State.OPEN
    )
    if new:
        suspicion.members.set(members)
        record(
            community=community,
            actor=None,
            verb="credit.suspected",
            subject=("suspicion", suspicion.pk),
            after={"kind": kind, "members": [str(number) for number in sorted(members)]},
        )
    return suspicion


def group_key(members: Collection[int]) -> str:
    """By what a group is found again."""
    return ",".join(str(number) for number in sorted(members))


def suspect_burst(
    *, community: Community, giver: int, member: int, topic: str, at: datetime
) -> Suspicion | None:
    """Hold what a vote at `at` makes a burst of, whichever of its votes was heard last; None where
    it makes none, or where somebody found both honest lately."""
    claims = burst_around(community, giver=giver, member=member, topic=topic, at=at)
    both = {giver, member}
    if claims is None or seen_lately(Kind.BURST, group_key(both), community, at=at):
        return None
    return suspect(community=community, kind=Kind.BURST, members=both, claims=claims)
