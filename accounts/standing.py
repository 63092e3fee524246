"""What may be asked about blocks, names and sanctions: who hears of whom, who was called what,
what keeps somebody from taking part."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Block, Community, FormerName, Member, Membership, RetiredName, Sanction
from accounts.names import name_digest, name_key
from core.prepared import prepared


def blocks_of(member: Member) -> list[Block]:
    """Whom a member blocks, the newest first."""
    rows = Block.objects.filter(member=member).select_related("blocked")
    return list(rows.order_by("-created", "-id"))


def blocked_names(member: Member | None) -> dict[int, str]:
    """User names, by id, of the members whose posts are folded up for this one."""
    if member is None:
        return {}
    return dict(_blocked(member=member.pk))


@prepared
def _blocked(*, member: int) -> "QuerySet[Block, tuple[int, str]]":
    return Block.objects.filter(member=member).values_list("blocked_id", "blocked__username")


def present_name(username: str) -> str | None:
    """What the active member is called now who had this name before; None where nobody had."""
    if "\0" in username:  # PostgreSQL does not even ask
        return None
    rows = FormerName.objects.filter(key=name_key(username), member__is_active=True)
    return rows.values_list("member__username", flat=True).first()


def is_taken(username: str, *, by_other_than: Member | None = None) -> bool:
    """True where this name, however it is spelt, is or was that of somebody else."""
    key, own = name_key(username), [by_other_than.pk] if by_other_than else []
    return (
        Member.objects.filter(username_key=key).exclude(pk__in=own).exists()
        or FormerName.objects.filter(key=key).exclude(member__in=own).exists()
        or RetiredName.objects.filter(digest=name_digest(username)).exists()
    )


def is_member(member: Member, community: Community) -> bool:
    """True for whoever has joined, whatever became of it."""
    return Membership.objects.filter(member=member, community=community).exists()


def sanctions_holding(memberships: Iterable[Membership]) -> list[Sanction]:
    """What keeps a member from taking part now, one for each of his memberships that are paused or
    banned: the ban, or the pause that lasts longest. No query where there is none."""
    held = [row for row in memberships if row.present_state != Membership.State.ACTIVE]
    if not held:
        return []
    rows = Sanction.objects.filter(membership__in=held, lifted=None).order_by("pk")
    found: dict[int, Sanction] = {}
    for row in rows.select_related("membership__community", "entry"):
        if row.stands and _outlasts(row, found.get(row.membership_id)):
            found[row.membership_id] = row
    return list(found.values())


def _outlasts(row: Sanction, other: Sanction | None) -> bool:
    if other is None or row.until is None:
        return True
    return other.until is not None and row.until > other.until
