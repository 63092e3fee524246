"""How much a level takes, by the age of its community.

In a community of a week nobody could reach what a community of years asks for, so the thresholds
of Standing are scaled; ratios are the same everywhere. Levels themselves are given elsewhere.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import ceil

from accounts.ages import GROWN_AFTER, MATURE_AFTER


class Preset(StrEnum):
    NEW = "new"
    GROWING = "growing"
    MATURE = "mature"


@dataclass(frozen=True, slots=True)
class Scale:
    """`share` of the full threshold, for communities younger than `until` (None: all others)."""

    share: float
    until: timedelta | None


SCALES: dict[Preset, Scale] = {
    Preset.NEW: Scale(0.2, GROWN_AFTER),
    Preset.GROWING: Scale(0.5, MATURE_AFTER),
    Preset.MATURE: Scale(1.0, None),
}
STANDING: dict[int, int] = {0: 0, 1: 15, 2: 125, 3: 500, 4: 2000, 5: 5000}
"""Points a level takes in a mature community."""


def preset_for(age: timedelta) -> Preset:
    """The preset of a community that is `age` old."""
    young = (name for name, scale in SCALES.items() if scale.until and age < scale.until)
    return next(young, Preset.MATURE)


def threshold(level: int, preset: Preset) -> int:
    """Points that `level` (0 to 5) takes, rounded up. Raises KeyError for other levels."""
    return ceil(STANDING[level] * SCALES[preset].share)
