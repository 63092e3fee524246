"""Who gives credit, as it counts: accounts that are one, and members who are kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from accounts.linked import Linked, linked_accounts
from forum.models import VotesApart
from reputation.grants import Grant
from reputation.rules import rule

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Givers:
    """What is to be known of the givers and receivers of an event; `apart` holds pairs of
    numbers, the lower one first."""

    linked: Linked
    apart: frozenset[Pair]

    def group_of(self, giver: int) -> int:
        """The number that stands for all accounts that count as one with the giver."""
        return min(self._one_with(giver))

    def are_one(self, giver: int, member: int) -> bool:
        return member in self._one_with(giver)

    def bar(self, grant: Grant) -> str:
        """Why a grant earns nothing; empty where it does."""
        if rule(grant.code).points < 0:
            return ""
        pairs = ((giver, grant.member_id) for giver in self._one_with(grant.giver))
        if any((min(pair), max(pair)) in self.apart for pair in pairs):
            return "apart"
        return grant.barred

    def _one_with(self, member: int) -> frozenset[int]:
        return self.linked.get(member, frozenset({member}))


def givers_of(community_id: int, grants: Iterable[Grant]) -> Givers:
    """Two queries; none where nobody gives."""
    pairs = [(one.giver, one.member_id) for one in grants if one.giver]
    if not pairs:
        return Givers({}, frozenset())
    linked = linked_accounts(community_id, set(chain.from_iterable(pairs)))
    members = frozenset().union(*linked.values())
    rows = VotesApart.objects.filter(
        Q(one__in=members) & Q(other__in=members),
        community=community_id,
        until__gt=timezone.now(),
    )
    return Givers(linked, frozenset(rows.values_list("one", "other")))
