"""Taking credit back."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from accounts.models import Community
from core.events import Told
from reputation.actions.balances import hold_balances
from reputation.actions.settling import book_all, by_member, settle
from reputation.models import Balance, Claim, Withdrawal
from reputation.queries.facts import claims_withdrawn, note_endings


@transaction.atomic
def reverse(
    *,
    community: Community,
    told: Told,
    topic: str,
    object_type: str,
    object_id: int,
    members: Collection[int],
    giver: int = 0,
) -> Withdrawal:
    """Take back what was claimed in a topic for an object before; in personal topics what `giver`
    gave. All of one batch goes together. Once is enough, and it may come before the credit itself.

    `members` are those whom the credit concerns: while they are held no claim is missed.
    """
    row = Withdrawal(
        community=community,
        topic=topic,
        object_type=object_type,
        object_id=object_id,
        giver=giver,
        happened=told.at,
        event=told.id,
    )
    claiming = claims_withdrawn(row).values_list("member", flat=True)
    balances = hold_balances(community=community, members={*members, *claiming})
    if not Withdrawal.objects.filter(event=told.id, topic=topic).exists():
        row.save()
        _end_claims(row, balances)
    return row


def _end_claims(row: Withdrawal, balances: dict[int, Balance]) -> None:
    later = Q(ended_event=None) | Q(ended_event__gt=row.event)
    claims = claims_withdrawn(row).filter(later, member__in=balances).select_related("live")
    for member_id, theirs in by_member(claims).items():
        _end(balances[member_id], theirs)


def _end(balance: Balance, claims: list[Claim]) -> None:
    note_endings(claims)
    book_all(balance, claims)
    ends = ((claim.ended, claim.ended_event) for claim in claims)
    settle(balance, since=min((when, event) for when, event in ends if when and event))
