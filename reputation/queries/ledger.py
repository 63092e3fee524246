"""What others read of the ledger: the total. `statement` shows members their own lines."""

from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, allowed
from core.errors import NotFound
from reputation.models import Balance


def points_of(actor: Actor, member: Member, community: Community) -> int:
    """Standing: all that a member has earned in a community. Raises NotFound where the actor may
    not read there."""
    if not allowed(actor, Privilege.READ, community):
        raise NotFound
    rows = Balance.objects.filter(membership__member=member, membership__community=community)
    return rows.values_list("points", flat=True).first() or 0
