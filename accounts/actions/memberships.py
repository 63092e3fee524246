"""Joining a community, and what a member is there."""

from django.db import transaction

from accounts.actions.audit import record
from accounts.models import Community, Member, Membership


@transaction.atomic
def join(*, member: Member, community: Community) -> Membership:
    """The membership of `member`, made where there is none. Taking part joins."""
    return Membership.objects.get_or_create(member=member, community=community)[0]


@transaction.atomic
def set_level(*, membership: Membership, level: int, reason: str) -> Membership:
    """Write the computed level (0 to 5); the granted one stays as its floor."""
    membership.level, membership.level_reason = level, reason
    membership.save(update_fields=["level", "level_reason"])
    return membership


@transaction.atomic
def grant_level(*, member: Member, level: int, reason: str) -> int:
    """Grant `level` (0 to 5) as a floor in every community; how many those are."""
    communities = list(Community.objects.all())
    for community in communities:
        membership = join(member=member, community=community)
        before = membership.level_granted
        membership.level_granted, membership.level_reason = level, reason
        membership.save(update_fields=["level_granted", "level_reason"])
        record(
            community=community,
            actor=None,
            verb="level.granted",
            subject=("membership", membership.pk),
            member=member,
            reason=reason,
            before={"level_granted": before},
            after={"level_granted": level},
        )
    return len(communities)
