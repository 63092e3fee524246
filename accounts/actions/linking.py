"""Deciding that several accounts are one person's, and taking that back."""

from collections.abc import Collection

from django.db import transaction

from accounts.actions.audit import record
from accounts.actions.sanctions import is_above, membership_of
from accounts.events import AccountsLinked
from accounts.linked import linked_accounts
from accounts.models import Community, LinkedAccount, Member
from accounts.permissions import Actor, Privilege, require
from accounts.reasons import Reason
from accounts.standing_errors import NotAboveThem
from core.errors import InvalidInput
from core.events import publish


@transaction.atomic
def link_accounts(
    *, actor: Actor, community: Community, members: Collection[Member], note: str = ""
) -> frozenset[int]:
    """Let accounts count as one in a community, with all that counted as one with any of them;
    the numbers of the whole group. What they gave each other is taken back.

    `note` is for colleagues: on what grounds. Raises NotSignedIn, NotPermitted, NotAboveThem
    (where one of them is the actor, or staff of his rank or above), and InvalidInput for fewer
    than two accounts.
    """
    require(actor, Privilege.BAN, community)
    if len({member.pk for member in members}) < 2:
        raise InvalidInput
    _in_turn(community)
    groups = linked_accounts(community.pk, [member.pk for member in members])
    group = frozenset().union(*groups.values())
    _check_above(actor, community, group)
    if all(known == group for known in groups.values()):
        return group
    for number in sorted(group):
        LinkedAccount.objects.update_or_create(
            community=community, member_id=number, defaults={"group": min(group)}
        )
    for member in members:
        _record(actor, community, member, "member.linked", sorted(group), note)
    publish(AccountsLinked(community_id=community.pk, member_ids=sorted(group)))
    return group


@transaction.atomic
def unlink_account(*, actor: Actor, community: Community, member: Member, note: str = "") -> bool:
    """Let an account count for itself from now on; False where it did. What was taken back from
    it stays so. Raises NotSignedIn, NotPermitted, NotAboveThem (as `link_accounts`)."""
    require(actor, Privilege.BAN, community)
    _in_turn(community)
    group = linked_accounts(community.pk, [member.pk])[member.pk]
    _check_above(actor, community, group)
    rows = LinkedAccount.objects.filter(community=community)
    if not rows.filter(member=member).delete()[0]:
        return False
    rest = rows.filter(member__in=group)
    if len(group) == 2:
        rest.delete()
    else:
        rest.update(group=min(group - {member.pk}))
    _record(actor, community, member, "member.unlinked", sorted(group), note)
    return True


def _check_above(actor: Actor, community: Community, group: Collection[int]) -> None:
    """Nobody decides for how many he counts, nor whether others who decide on him are impartial.
    Raises NotAboveThem."""
    for member in Member.objects.filter(pk__in=group):
        if not is_above(actor, member, membership_of(member, community), community):
            raise NotAboveThem


def _in_turn(community: Community) -> None:
    """Two decisions about the same accounts follow one another."""
    Community.objects.select_for_update(no_key=True).filter(pk=community.pk).first()


def _record(
    actor: Actor, community: Community, member: Member, verb: str, group: list[int], note: str
) -> None:
    record(
        community=community,
        actor=actor.member,
        verb=verb,
        subject=("member", member.pk),
        member=member,
        reason=Reason.MANIPULATION,
        note=note,
        after={"accounts": [str(number) for number in group]},
    )
