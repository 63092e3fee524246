"""Letting members not vote on each other for a while."""

from collections.abc import Collection
from datetime import datetime
from itertools import combinations

from django.db import transaction

from accounts.models import Community
from forum.models import VotesApart


@transaction.atomic
def keep_votes_apart(*, community: Community, members: Collection[int], until: datetime) -> int:
    """Until `until` no two of `members` vote on each other; how many pairs those are. A ban that
    lasts longer stays."""
    pairs = list(combinations(sorted(set(members)), 2))
    for one, other in pairs:
        row, new = VotesApart.objects.get_or_create(
            community=community, one_id=one, other_id=other, defaults={"until": until}
        )
        if not new and row.until < until:
            VotesApart.objects.filter(pk=row.pk).update(until=until)
    return len(pairs)


@transaction.atomic
def let_votes_meet(*, community: Community, members: Collection[int]) -> int:
    """End that for every pair of `members`; how many pairs those were."""
    rows = VotesApart.objects.filter(community=community, one__in=members, other__in=members)
    return rows.delete()[0]
