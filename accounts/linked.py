"""Which accounts count as one in a community."""

from collections.abc import Collection
from typing import TypeAlias

from accounts.models import LinkedAccount

Linked: TypeAlias = dict[int, frozenset[int]]


def linked_accounts(community_id: int, members: Collection[int]) -> Linked:
    """Everybody who counts as one with each of `members`, himself included; one query."""
    mine = LinkedAccount.objects.filter(community=community_id, member__in=members)
    rows = LinkedAccount.objects.filter(community=community_id, group__in=mine.values("group"))
    groups: dict[int, set[int]] = {}
    for member, group in rows.values_list("member", "group"):
        groups.setdefault(group, set()).add(member)
    known = {member: frozenset(group) for group in groups.values() for member in group}
    return {member: known.get(member, frozenset({member})) for member in members}
