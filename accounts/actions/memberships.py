"""Joining a community."""

from django.db import transaction

from accounts.models import Community, Member, Membership


@transaction.atomic
def join(*, member: Member, community: Community) -> Membership:
    """The membership of `member`, made where there is none. Taking part joins."""
    return Membership.objects.get_or_create(member=member, community=community)[0]
