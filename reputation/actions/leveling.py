"""Writing levels: reached at once, lost after a warning and two weeks, each told to its member.

What a level is counted from changes at any time, so a membership is held while it is looked at;
looking twice changes nothing.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.actions import set_level
from accounts.actions.levels import let_level_end, locked_membership
from accounts.models import Community, Membership
from forum.actions.telling import News, tell
from forum.models import Notification
from reputation.levels import GRACE, Turn, earned_level, turn_of, within_reach
from reputation.queries.levels import evidence_of, points_in, preset_of

AT_ONCE = 500
"""Memberships that are read from the database together."""


def look_for_rise(*, member_id: int, community_id: int) -> bool:
    """Give a member the level his credit allows now, if it is higher than his; whether it was.

    Two queries where Standing allows no higher one. Losses are left to the nightly run, so that
    a vote taken back and given again warns nobody.
    """
    rows = Membership.objects.filter(member=member_id, community=community_id)
    membership = rows.select_related("member", "community").first()
    if membership is None or not _is_counted(membership):
        return False
    reach = within_reach(points_in(membership), preset_of(membership.community))
    return reach > membership.level and review_level(membership_id=membership.pk) == Turn.RISES


@transaction.atomic
def review_level(*, membership_id: int) -> Turn:
    """Bring a member's computed level to what he has earned; what became of it.

    A level that is not earned any more stays for two weeks, and its member is told so at once.
    """
    membership = locked_membership(membership_id)
    if not _is_counted(membership):
        return Turn.STAYS
    now = timezone.now()
    earned = earned_level(evidence_of(membership))
    turn = turn_of(membership.level, earned, ends=membership.level_ends, now=now)
    if turn == Turn.RISES:
        _raise(membership, earned)
    elif turn == Turn.WARNED:
        _warn(membership, now + GRACE)
    elif turn == Turn.FALLS:
        set_level(membership=membership, level=earned, reason="not_earned")
    elif turn == Turn.STAYS and membership.level_ends is not None:
        let_level_end(membership=membership, at=None)
    return turn


def review_levels() -> int:
    """Look at the level of everybody who has one or could; how many changed or were warned."""
    changed = {Turn.RISES, Turn.WARNED, Turn.FALLS}
    return sum(review_level(membership_id=pk) in changed for pk in _unsettled())


def _unsettled() -> list[int]:
    """The memberships whose level is not plain from Standing alone: of most members it is."""
    presets = {row.pk: preset_of(row) for row in Community.objects.all()}
    rows = Membership.objects.filter(role=Membership.Role.MEMBER, member__is_active=True)
    some = (rows.filter(level__gt=0) | rows.filter(balance__points__gt=0)).order_by("pk")
    found = some.values_list("pk", "level", "level_ends", "balance__points", "community")
    return [
        pk
        for pk, level, ends, points, community in found.iterator(chunk_size=AT_ONCE)
        if not (level <= 1 and not ends and within_reach(points or 0, presets[community]) == level)
    ]


def _is_counted(membership: Membership) -> bool:
    """Staff has its powers by its role, and earns nothing in its own community."""
    return membership.role == Membership.Role.MEMBER and not membership.member.is_superuser


def _raise(membership: Membership, level: int) -> None:
    before = membership.effective_level
    after = set_level(membership=membership, level=level, reason="earned")
    if after.effective_level > before:
        reached: dict[str, object] = {"level": level}
        _tell(membership, f"level:{membership.pk}:{level}:{timezone.now():%Y-%m-%d}", reached)


def _warn(membership: Membership, ends: datetime) -> None:
    let_level_end(membership=membership, at=ends)
    if membership.level > membership.level_granted:
        facts = {"level": membership.level, "ends": ends.isoformat()}
        _tell(membership, f"level-ends:{membership.pk}:{membership.level}:{ends:%Y-%m-%d}", facts)


def _tell(membership: Membership, key: str, facts: dict[str, object]) -> None:
    place = {"community": membership.community.slug, "place": membership.community.name}
    tell(
        news=News(key=key, data={**facts, **place}),
        members=[membership.member],
        types={membership.member_id: Notification.Type.LEVEL},
    )
