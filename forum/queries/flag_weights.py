"""How much a report counts: by level, and by how often its author was right."""

from collections.abc import Sequence

from accounts.models import Community, Membership
from accounts.permissions import Actor, Privilege, allowed
from forum.models import Flag

HIDING_WEIGHT = 8
"""A post hides itself when open reports of it weigh so much together (COMMUNITY.md, Order)."""
VISITOR_WEIGHT = 1
VISITORS_WEIGHT_MOST = 3
"""What reports of visitors weigh together: they are asked for no account, so any number of them
may be one person."""
HIDING_PERSONAL_DATA = 2
"""So many members who report personal data, independently, hide a post."""
RECORD_LENGTH = 100
"""How many of a member's last decided reports make his record."""
RECORD_BONUS = 2
"""What a member counts for beside his level who was always right, in the long run."""
STAFF_LEVEL = 5
"""Who moderates counts like a super-user, whatever his level."""


def weight_of(actor: Actor, community: Community) -> int:
    """1 + level + record bonus for members, 1 for visitors, and for the banned, who may do what
    visitors may; two queries at most."""
    membership = actor.memberships.get(community.pk)
    if actor.member is None or (membership and membership.state == Membership.State.BANNED):
        return VISITOR_WEIGHT
    level = membership.effective_level if membership else 0
    if allowed(actor, Privilege.MODERATE, community):
        level = STAFF_LEVEL
    return 1 + level + record_bonus(*record_of(actor.member.pk, community))


def record_of(member_id: int, community: Community) -> tuple[int, int]:
    """How many of a member's last reports here were upheld, and how many were decided, by others
    than himself."""
    rows = Flag.objects.filter(member=member_id, post__thread__community=community)
    rows = rows.exclude(decided_by=member_id)
    decided = rows.exclude(state=Flag.State.OPEN).order_by("-decided", "-id")
    states = list(decided.values_list("state", flat=True)[:RECORD_LENGTH])
    return states.count(Flag.State.UPHELD), len(states)


def record_bonus(upheld: int, decided: int) -> int:
    """0 to `RECORD_BONUS`: the share that was upheld, as if four more had not been, so that it
    takes a record to have one."""
    return round(RECORD_BONUS * upheld / (decided + 4))


def by_members(flags: Sequence[Flag], community: Community) -> list[Flag]:
    """Those of members, also of former ones, who left no address behind; not those of visitors and
    of who is banned by now. One query."""
    banned = Membership.objects.filter(
        community=community,
        member__in=[flag.member_id for flag in flags if flag.member_id is not None],
        state=Membership.State.BANNED,
    )
    outside = set(banned.values_list("member", flat=True))
    return [flag for flag in flags if not flag.email and flag.member_id not in outside]


def weigh(flags: Sequence[Flag], of_members: Sequence[Flag]) -> int:
    """What reports weigh together; `of_members` are those among them that `by_members` finds."""
    others = VISITOR_WEIGHT * (len(flags) - len(of_members))
    return sum(flag.weight for flag in of_members) + min(others, VISITORS_WEIGHT_MOST)
