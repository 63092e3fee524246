"""How much a member may upload, by level.

The level is that in the community a file is for, else the highest anywhere. Staff have the most.
"""

from dataclasses import dataclass

from accounts.models import Community, Membership
from accounts.permissions import Actor

MEGABYTE = 1024 * 1024
LEVEL_MAX = 5


@dataclass(frozen=True, slots=True)
class Quota:
    """Files and bytes within 24 hours, and bytes at all."""

    day_files: int
    day_bytes: int
    total_bytes: int


QUOTAS: dict[int, Quota] = {
    0: Quota(20, 30 * MEGABYTE, 100 * MEGABYTE),
    1: Quota(40, 60 * MEGABYTE, 300 * MEGABYTE),
    2: Quota(80, 150 * MEGABYTE, 1000 * MEGABYTE),
    3: Quota(150, 300 * MEGABYTE, 2000 * MEGABYTE),
    4: Quota(300, 600 * MEGABYTE, 5000 * MEGABYTE),
    5: Quota(1000, 2000 * MEGABYTE, 20_000 * MEGABYTE),
}


def quota_of(actor: Actor, community: Community | None = None) -> Quota:
    """How much `actor` may upload, for `community` or at all."""
    if actor.exempt or actor.is_operator:
        return QUOTAS[LEVEL_MAX]
    memberships = [
        membership
        for key, membership in actor.memberships.items()
        if community is None or key == community.pk
    ]
    return QUOTAS[max(map(_level, memberships), default=0)]


def _level(membership: Membership) -> int:
    if membership.present_state != Membership.State.ACTIVE:
        return 0
    staff = membership.role != Membership.Role.MEMBER
    return LEVEL_MAX if staff else min(membership.effective_level, LEVEL_MAX)
