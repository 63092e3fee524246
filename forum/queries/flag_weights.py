"""How much a report counts: by level, and by how often its author was right."""

from accounts.models import Community
from accounts.permissions import Actor, Privilege, allowed
from forum.models import Flag

HIDING_WEIGHT = 8
"""A post hides itself when open reports of it weigh so much together (COMMUNITY.md, Order)."""
HIDING_PERSONAL_DATA = 2
"""So many members who report personal data, independently, hide a post."""
RECORD_LENGTH = 100
"""How many of a member's last decided reports make his record."""
RECORD_BONUS = 2
"""What a member counts for beside his level who was always right, in the long run."""
STAFF_LEVEL = 5
"""Who moderates counts like a super-user, whatever his level."""


def weight_of(actor: Actor, community: Community) -> int:
    """1 + level + record bonus for members, 1 for visitors; two queries at most."""
    if actor.member is None:
        return 1
    membership = actor.memberships.get(community.pk)
    level = membership.effective_level if membership else 0
    if allowed(actor, Privilege.MODERATE, community):
        level = STAFF_LEVEL
    return 1 + level + record_bonus(*record_of(actor.member.pk, community))


def record_of(member_id: int, community: Community) -> tuple[int, int]:
    """How many of a member's last reports here were upheld, and how many were decided."""
    rows = Flag.objects.filter(member=member_id, post__thread__community=community)
    decided = rows.exclude(state=Flag.State.OPEN).order_by("-decided", "-id")
    states = list(decided.values_list("state", flat=True)[:RECORD_LENGTH])
    return states.count(Flag.State.UPHELD), len(states)


def record_bonus(upheld: int, decided: int) -> int:
    """0 to `RECORD_BONUS`: the share that was upheld, as if four more had not been, so that it
    takes a record to have one."""
    return round(RECORD_BONUS * upheld / (decided + 4))


def weigh(flags: list[Flag]) -> int:
    """What the open reports of a post weigh together. A wrong translation is nothing that its
    author did."""
    return sum(flag.weight for flag in flags if flag.reason != Flag.Reason.TRANSLATION)
