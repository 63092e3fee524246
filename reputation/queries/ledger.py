"""Reading the ledger: everybody every line of his own, of others the total only."""

from django.db.models import QuerySet

from accounts.models import Community, Member
from accounts.permissions import Actor, Privilege, allowed
from core.errors import NotFound
from reputation.models import Balance, LedgerRow


def points_of(actor: Actor, member: Member, community: Community) -> int:
    """Standing: all that a member has earned in a community. Raises NotFound where the actor may
    not read there."""
    if not allowed(actor, Privilege.READ, community):
        raise NotFound
    rows = Balance.objects.filter(membership__member=member, membership__community=community)
    return rows.values_list("points", flat=True).first() or 0


def ledger_of(actor: Actor, member: Member, community: Community) -> "QuerySet[LedgerRow]":
    """A member's own lines, the newest first; `reputation.reasons` says what they mean. Raises
    NotFound for anybody else."""
    if actor.id is None or actor.id != member.pk:
        raise NotFound
    rows = LedgerRow.objects.filter(member=member, community=community)
    return rows.select_related("reversed_by", "settled_by").order_by("-id")
