"""Pure decisions: where credit was hardly given honestly.

`Given` counts, by giver and receiver, the posts for which one gave the other credit. Nothing here
is proof: what is found goes to people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from statistics import median
from typing import TypeAlias

Given: TypeAlias = Mapping[tuple[int, int], int]
Group: TypeAlias = frozenset[int]

BURST_VOTES = 5
BURST_TIME = timedelta(minutes=10)
MUTUAL_VOTES = 10
MUTUAL_SHARE = 0.3
RING_MEMBERS = range(3, 13)
RING_SHARE = 0.8
RING_TAKEN = 0.5
"""So much of what its members receive has to come from inside, else they are an expert and some
of his readers."""
RING_BOND = 0.5
"""So much of what a member of a ring gives and gets is inside."""
RING_VOTES = 10
RING_VOTES_EACH = 4
"""So many votes each member of a ring gives or gets inside: who thanks once belongs to none."""
MADS = 6
GAINERS_MIN = 10
GAIN_MIN = 60
"""Fewer points in a day are never unusual, in however calm a forum."""


def burst(votes: Sequence[tuple[datetime, int]]) -> set[int]:
    """The posts, of (moment, post), that are in any `BURST_TIME` with at least `BURST_VOTES` of
    them."""
    ordered, found = sorted(votes), set[int]()
    for number, (begin, _post) in enumerate(ordered):
        posts = {post for when, post in ordered[number:] if when - begin <= BURST_TIME}
        if len(posts) >= BURST_VOTES:
            found |= posts
    return found


def mutual(given: Given) -> Iterator[Group]:
    """Pairs that gave `MUTUAL_VOTES` between them, each at least `MUTUAL_SHARE` of all he gave."""
    whole = _sums(given, by=0)
    for (giver, receiver), count in given.items():
        back = given.get((receiver, giver), 0)
        if giver > receiver or not back or count + back < MUTUAL_VOTES:
            continue
        if count >= MUTUAL_SHARE * whole[giver] and back >= MUTUAL_SHARE * whole[receiver]:
            yield frozenset({giver, receiver})


def rings(given: Given) -> Iterator[Group]:
    """Connected groups that give themselves `RING_SHARE` of all they give, and get `RING_TAKEN` of
    what they get from themselves; each member in one of them only."""
    graph, seen = _Graph(given), set[int]()
    for seed in sorted(graph.gave, key=lambda member: (-graph.gave[member], member)):
        if seed not in seen:
            ring = graph.ring_around(seed, without=seen)
            if ring:
                seen |= ring
                yield ring


def unusual(gains: Mapping[int, int]) -> Iterator[int]:
    """Members whose gain of a day is above the median of all who gained by `MADS` times the median
    absolute deviation (Leys and others 2013)."""
    if len(gains) < GAINERS_MIN:
        return
    middle = median(gains.values())
    spread = median(abs(gain - middle) for gain in gains.values())
    for member, gain in gains.items():
        if gain >= GAIN_MIN and gain > middle + MADS * spread:
            yield member


def _sums(given: Given, *, by: int) -> Mapping[int, int]:
    found: dict[int, int] = defaultdict(int)
    for pair, count in given.items():
        found[pair[by]] += count
    return found


class _Graph:
    """Who gives whom, with sums."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.gave, self.got = _sums(given, by=0), _sums(given, by=1)
        self.near: dict[int, set[int]] = defaultdict(set)
        for giver, receiver in given:
            self.near[giver].add(receiver)
            self.near[receiver].add(giver)

    def ring_around(self, seed: int, *, without: Collection[int]) -> Group:
        """The largest ring found by letting a group grow from `seed`, always by the member whose
        giving and getting is most within it; empty where there is none."""
        group, ring = {seed}, frozenset[int]()
        while len(group) < RING_MEMBERS[-1]:
            near = set[int]().union(*(self.near[member] for member in group)) - group
            near -= set(without)
            if not near:
                break
            group.add(max(near, key=lambda member: (self._bond(member, group), -member)))
            core = self._core(group)
            if self._is_ring(core):
                ring = core
        return ring

    def _core(self, group: Collection[int]) -> Group:
        """Without those who only came along: most of what they do has to be inside."""
        return frozenset(one for one in group if self._belongs(one, group))

    def _belongs(self, member: int, group: Collection[int]) -> bool:
        shared = self._shared(member, group)
        return shared >= RING_VOTES_EACH and self._bond(member, group) >= RING_BOND

    def _bond(self, member: int, group: Collection[int]) -> float:
        whole = self.gave.get(member, 0) + self.got.get(member, 0)
        return self._shared(member, group) / whole

    def _shared(self, member: int, group: Collection[int]) -> int:
        given = self.given
        return sum(given.get((member, one), 0) + given.get((one, member), 0) for one in group)

    def _is_ring(self, group: Collection[int]) -> bool:
        if len(group) not in RING_MEMBERS:
            return False
        inside = sum(
            self.given.get((one, other), 0) + self.given.get((other, one), 0)
            for one, other in combinations(group, 2)
        )
        gave = sum(self.gave.get(member, 0) for member in group)
        got = sum(self.got.get(member, 0) for member in group)
        return inside >= RING_VOTES and inside >= RING_SHARE * gave and inside >= RING_TAKEN * got
