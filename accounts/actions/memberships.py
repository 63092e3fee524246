"""Joining a community, and what a member is there."""

from django.db import transaction

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
    for community in Community.objects.all():
        Membership.objects.update_or_create(
            member=member,
            community=community,
            defaults={"level_granted": level, "level_reason": reason},
        )
    return Community.objects.count()
