"""Pure decisions: what the caps leave of a claim, alone or in a whole history.

Claims are decided in the order of (effective time, event, number). A claim that was taken back
before the one to be decided frees its room: under a cap over time only where it was taken back on
its own day, under a cap over what stands whenever. A decision is never made better afterwards: what
a later freeing would have allowed is gone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from reputation.rules import DAY, STANDING, Cap, Per, Rule, rule

Order = tuple[datetime, int]


def decide(
    rule: Rule, requested: int, room: Callable[[Cap], int], *, barred: str = ""
) -> tuple[int, str]:
    """What is applied of `requested` points, with its sign, and the cap that clipped it last
    (none: empty), or why it is `barred` from earning. `room` says how many points a cap has
    left."""
    if barred:
        return 0, barred
    amount, reason = abs(requested), ""
    for cap in rule.caps:
        left = max(0, room(cap))
        if left < amount:
            amount, reason = left, cap.reason
    return (amount if requested > 0 else -amount), reason


@dataclass(slots=True, kw_only=True)
class Entry:
    """A claim as facts say it is; `ended` is when it was taken back. `giver` stands for all
    accounts that count as one with him."""

    number: int
    code: str
    version: int
    requested: int
    object: tuple[str, int]
    thread: int | None
    giver: int
    happened: datetime
    event: int
    barred: str = ""
    ended: Order | None = None
    applied: int = 0
    cap: str = ""

    @property
    def order(self) -> tuple[datetime, int, int]:
        return self.happened, self.event, self.number

    @property
    def day(self) -> date:
        return self.happened.date()


Place = tuple[str, Per | None, object, date | None]


class History:
    """The entries counted so far, by what caps ask for."""

    def __init__(self) -> None:
        self._places: dict[Place, list[Entry]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        for per in (None, *Per):
            for day in (None, entry.day):
                self._places[entry.code, per, _value(entry, per), day].append(entry)

    def room(self, cap: Cap, entry: Entry) -> int:
        """What `cap` leaves for `entry`."""
        return cap.points - sum(abs(one.applied) for one in self._counted(cap, entry))

    def _counted(self, cap: Cap, entry: Entry) -> Iterator[Entry]:
        day = entry.day if cap.length == DAY else None
        for code in cap.codes:
            for one in reversed(self._places[code, cap.per, _value(entry, cap.per), day]):
                if cap.length > DAY and one.happened <= entry.happened - cap.length:
                    break
                if not _freed(one, entry, cap):
                    yield one


def _value(entry: Entry, per: Per | None) -> object:
    values = {Per.OBJECT: entry.object, Per.THREAD: entry.thread, Per.GIVER: entry.giver}
    return values[per] if per else None


def _freed(earlier: Entry, entry: Entry, cap: Cap) -> bool:
    if earlier.ended is None or earlier.ended > (entry.happened, entry.event):
        return False
    return cap.length == STANDING or earlier.ended[0].date() == earlier.day


def replay(entries: Iterable[Entry]) -> list[Entry]:
    """Decide a member's whole history anew; the entries in order, with what is applied."""
    history, ordered = History(), sorted(entries, key=lambda entry: entry.order)
    for entry in ordered:
        known = rule(entry.code, version=entry.version)

        def room(cap: Cap, entry: Entry = entry) -> int:
            return history.room(cap, entry)

        entry.applied, entry.cap = decide(known, entry.requested, room, barred=entry.barred)
        history.add(entry)
    return ordered
