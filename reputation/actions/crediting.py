"""Giving credit for what happened."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from accounts.models import Community, Membership
from core.events import Told
from reputation.actions.balances import hold_balances
from reputation.actions.settling import by_member, settle_claims
from reputation.errors import RuleNotAvailable
from reputation.grants import Grant
from reputation.models import Balance, Claim
from reputation.queries.facts import claims_since, note_endings
from reputation.queries.givers import Givers, givers_of
from reputation.rules import VERSION, rule


@transaction.atomic
def credit(*, community: Community, told: Told, grants: Sequence[Grant]) -> int:
    """Credit members for one event, at most once; how many claims are new.

    `told` says when it counts. Staff of the community earns nothing in it, and nobody from
    himself or from an account that counts as his. Points beyond a cap are clipped. Raises
    RuleNotAvailable.
    """
    _check_available(grants)
    balances = hold_balances(community=community, members={one.member_id for one in grants})
    givers = givers_of(community.pk, grants)
    earning = [one for one in grants if _may_earn(one, balances.get(one.member_id), givers)]
    claims = by_member(_claim(community, told, one, givers) for one in earning)
    return sum(_enter(balances[member_id], told, theirs) for member_id, theirs in claims.items())


def _enter(balance: Balance, told: Told, claims: Sequence[Claim]) -> int:
    """Write down what of `claims` is new, and decide it with all that followed; how many are."""
    later = list(claims_since(balance, (told.at, told.id)))
    known = {claim.key for claim in later}
    fresh = [claim for claim in claims if claim.key not in known]
    if fresh:
        note_endings(fresh)
        Claim.objects.bulk_create(fresh)
        settle_claims(balance, sorted([*fresh, *later], key=_order))
    return len(fresh)


def _order(claim: Claim) -> tuple[datetime, int, int]:
    return claim.happened, claim.event, claim.pk


def _check_available(grants: Sequence[Grant]) -> None:
    if not all(rule(one.code).available for one in grants):
        raise RuleNotAvailable


def _may_earn(grant: Grant, balance: Balance | None, givers: Givers) -> bool:
    if balance is None:
        return False
    if givers.are_one(grant.giver, grant.member_id) and rule(grant.code).points >= 0:
        return False
    membership = balance.membership
    staff = membership.role != Membership.Role.MEMBER or membership.member.is_superuser
    return not staff


def _key(told: Told, grant: Grant) -> str:
    return f"{told.id}/{grant.code}"


def _claim(community: Community, told: Told, grant: Grant, givers: Givers) -> Claim:
    known = rule(grant.code)
    return Claim(
        key=_key(told, grant),
        community=community,
        member_id=grant.member_id,
        code=grant.code,
        version=VERSION,
        topic=known.topic,
        requested=known.points or grant.points,
        object_type=grant.object_type,
        object_id=grant.object_id,
        thread_id=grant.thread_id,
        giver=grant.giver,
        giver_group=givers.group_of(grant.giver),
        barred=givers.bar(grant),
        hold=grant.hold,
        due=grant.due,
        member_language=grant.member_language,
        giver_language=grant.giver_language,
        member_country=grant.member_country,
        giver_country=grant.giver_country,
        happened=told.at.astimezone(UTC),
        event=told.id,
        day=told.at.astimezone(UTC).date(),
    )
