"""Where the visitor may decide about somebody. Links only: the pages and actions ask again."""

from accounts.models import Community, Member, Membership
from accounts.permissions import Actor, Privilege, allowed
from accounts.queries import communities_for


def staffed_by(actor: Actor, found: Member) -> list[Community]:
    """The communities in which the actor may decide about somebody else; for most nobody's
    business, so that it asks the database nothing."""
    if actor.member is None or actor.id == found.pk:
        return []
    staff = any(row.role != Membership.Role.MEMBER for row in actor.memberships.values())
    if not staff and not actor.is_operator:
        return []
    return [one for one in communities_for(actor) if allowed(actor, Privilege.SANCTION, one)]
