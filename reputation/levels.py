"""What a level takes, and which one a member has earned. Pure: decides, touches nothing.

Every level takes what those below it take, too. Standing is scaled to the age of the community
(`reputation.presets`); Trust is the same everywhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reputation.presets import STANDING, Preset, threshold
from reputation.records import UNJUDGED, Record

HIGHEST = max(STANDING)
GRACE = timedelta(days=14)
"""How long a level stays that is not earned any more."""
ACTIVE_WITHIN = timedelta(days=90)


class Measure(StrEnum):
    """What is counted or weighed."""

    POINTS = "points"
    ACCEPTED = "accepted"
    BRIDGED = "bridged"
    FIXES = "fixes"
    POST_RATIO = "post_ratio"
    EDIT_RATIO = "edit_ratio"
    FLAG_RATIO = "flag_ratio"
    ACTIVE_DAYS = "active_days"
    APPOINTED = "appointed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a member in a community; Trust is that of the last 180 days, `active_days`
    those of the last 90. `appointed` says that he may moderate by an appointment."""

    preset: Preset
    points: int = 0
    accepted: int = 0
    bridged: int = 0
    fixes: int = 0
    posts: Record = UNJUDGED
    edits: Record = UNJUDGED
    flags: Record = UNJUDGED
    active_days: int = 0
    appointed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """At least so much of something."""

    measure: Measure
    needed: float

    def have(self, known: Evidence) -> float:
        """How much of it there is."""
        if record := _record(known, self.measure):
            return record.ratio
        return float(getattr(known, self.measure))

    def is_met(self, known: Evidence) -> bool:
        """A ratio is met unless enough judgements stand against it."""
        if record := _record(known, self.measure):
            return not record.stands_against(self.needed)
        return self.have(known) >= self.needed


Way = tuple[Step, ...]
"""Steps that are all needed."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Met by any of its ways."""

    ways: tuple[Way, ...]

    def is_met(self, known: Evidence) -> bool:
        return any(all(step.is_met(known) for step in way) for way in self.ways)


def _all(*steps: Step) -> tuple[Condition, ...]:
    return tuple(Condition(((step,),)) for step in steps)


TRUST: dict[int, tuple[Condition, ...]] = {
    1: (),
    2: _all(Step(Measure.POST_RATIO, 0.75)),
    3: _all(Step(Measure.ACCEPTED, 10), Step(Measure.EDIT_RATIO, 0.9)),
    4: (
        Condition(
            (
                (Step(Measure.BRIDGED, 25),),
                (Step(Measure.FIXES, 40), Step(Measure.EDIT_RATIO, 0.95)),
            )
        ),
    ),
    5: _all(
        Step(Measure.FLAG_RATIO, 0.95), Step(Measure.ACTIVE_DAYS, 30), Step(Measure.APPOINTED, 1)
    ),
}
"""What each level takes besides Standing (REPUTATION.md, Levels)."""


def conditions_of(level: int, preset: Preset) -> tuple[Condition, ...]:
    """What a level (1 to 5) takes, Standing first."""
    return (*_all(Step(Measure.POINTS, threshold(level, preset))), *TRUST[level])


def earned_level(known: Evidence) -> int:
    """The highest level of which everything is met, and of all below it."""
    level = 0
    while level < HIGHEST and not missing_for(level + 1, known):
        level += 1
    return level


def missing_for(level: int, known: Evidence) -> tuple[Condition, ...]:
    """What of a level (1 to 5) is not met."""
    conditions = conditions_of(level, known.preset)
    return tuple(one for one in conditions if not one.is_met(known))


def within_reach(points: int, preset: Preset) -> int:
    """The highest level that Standing alone would allow."""
    return max(level for level in STANDING if level == 0 or points >= threshold(level, preset))


class Turn(StrEnum):
    """What becomes of a level now."""

    STAYS = "stays"
    RISES = "rises"
    WARNED = "warned"
    WAITS = "waits"
    FALLS = "falls"


def turn_of(present: int, earned: int, *, ends: datetime | None, now: datetime) -> Turn:
    """A level is reached at once, and lost only after a warning and `GRACE`; `ends` is when the
    grace is over that runs already."""
    if earned > present:
        return Turn.RISES
    if earned == present:
        return Turn.STAYS
    if ends is None:
        return Turn.WARNED
    return Turn.WAITS if now < ends else Turn.FALLS


def _record(known: Evidence, measure: Measure) -> Record | None:
    records = {
        Measure.POST_RATIO: known.posts,
        Measure.EDIT_RATIO: known.edits,
        Measure.FLAG_RATIO: known.flags,
    }
    return records.get(measure)
