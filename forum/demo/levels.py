"""Levels of sample members: they comment in threads of others, and some do more."""

from collections.abc import Mapping

from accounts.actions import grant_level
from accounts.models import Community, Member, Membership


def grant_missing(community: Community, levels: Mapping[Member, int]) -> None:
    """Grant each member his level in `community`, unless he was granted one before."""
    granted = Membership.objects.filter(community=community, level_granted__gt=0)
    known = set(granted.values_list("member", flat=True))
    for member, level in levels.items():
        if member.pk not in known:
            grant_level(member=member, level=level, reason="sample", community=community)
