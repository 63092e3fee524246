"""Which number every post gets when two threads become one, and where their readers stand then.

Pure. The target's opening post stays the first; after it both threads are interleaved by time, and
neither gets another order in itself. Posts before the first one that comes in keep their numbers,
all later ones get numbers that no post has had.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A post by its id, and where it stands."""

    post: int
    number: int
    written: datetime
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A post's old place and its new number."""

    place: Place
    number: int


def interleaved(target: Sequence[Place], source: Sequence[Place], *, last: int) -> list[Step]:
    """All posts in their new order. Both come in the order of their numbers, the target with its
    opening post; `last` is the highest number that was ever given in the target."""
    order = list(_woven(target, source))
    kept = next((index for index, place in enumerate(order) if place.moved), len(order))
    given = [place.number for place in order[:kept]]
    fresh = range(last + 1, last + 1 + len(order) - kept)
    return [Step(*pair) for pair in zip(order, [*given, *fresh], strict=True)]


def _woven(target: Sequence[Place], source: Sequence[Place]) -> list[Place]:
    found, waiting = [target[0]], list(source)[::-1]
    for place in target[1:]:
        while waiting and waiting[-1].written < place.written:
            found.append(waiting.pop())
        found.append(place)
    return found + waiting[::-1]


class Readers:
    """Where somebody stands after a merge who has read one thread or both up to a number.

    Nothing is taken for read that he has not read of a thread he had begun; what is older than
    his place and was never begun is.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._targets = _of(steps, moved=False)
        self._sources = _of(steps, moved=True)

    def place(self, target: int | None, source: int | None) -> int:
        """The new number; None is a thread that was never begun, at least one of both was."""
        firsts, lasts = [], []
        for rows, read in ((self._targets, target), (self._sources, source)):
            if read is not None and rows:
                unread = bisect_right(rows, (read, len(self._steps)))
                lasts.append(rows[-1][1])
                if unread < len(rows):
                    firsts.append(rows[unread][1])
        index = min(firsts) - 1 if firsts else max(lasts, default=0)
        return self._steps[max(index, 0)].number


def _of(steps: Sequence[Step], *, moved: bool) -> list[tuple[int, int]]:
    """Old numbers of one thread, each with its place in the new order."""
    return [
        (step.place.number, index) for index, step in enumerate(steps) if step.place.moved == moved
    ]


class Returning:
    """The way back: from numbers after a merge to those before, for the posts of one thread."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        """`pairs` are (after, before), in order."""
        self._after = [after for after, _before in sorted(pairs)]
        self._before = [before for _after, before in sorted(pairs)]

    def place(self, number: int) -> int | None:
        """Where somebody stood who stands at `number` now; None before the first of the posts."""
        index = bisect_right(self._after, number)
        return self._before[index - 1] if index else None
