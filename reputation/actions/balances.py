"""Holding the balances of those whose ledgers are written."""

from collections.abc import Collection

from django.db.models import QuerySet

from accounts.actions import join
from accounts.models import Community, Member
from reputation.models import Balance


def hold_balances(*, community: Community, members: Collection[int]) -> dict[int, Balance]:
    """The balances of members by their ids, held until the transaction ends and always in the
    same order, so that no two wait for each other. Members who are no more have none."""
    rows = Balance.objects.filter(membership__community=community, membership__member__in=members)
    if len(set(members)) == 1 and (found := _held(rows)):
        return found
    missing = set(members) - set(rows.values_list("membership__member", flat=True))
    for member in Member.objects.filter(pk__in=missing).order_by("pk"):
        membership = join(member=member, community=community)
        Balance.objects.get_or_create(membership=membership)
    # Only now: who holds some and then asks for others may wait for ever.
    return _held(rows)


def _held(rows: "QuerySet[Balance]") -> dict[int, Balance]:
    held = rows.select_related("membership__member").select_for_update(of=("self",))
    return {row.membership.member_id: row for row in held.order_by("membership__member")}
