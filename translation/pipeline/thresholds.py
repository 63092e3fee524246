"""What the signals of a translation mean, for each family of engines and each pair.

`calibration.json` is made by ``python -m benchmarks.calibrate`` from sentences that people
translated; docs/calibration.md tells how. A pair without data takes the values of its family, a
family without data the start values below.

Quality is on one scale for all pairs: `FLOOR` where a translation is too bad to be shown,
`UNCERTAIN_BELOW` where readers are told that it is uncertain, 1 where it could hardly be better.
Between these points it rises with the expected chrF.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from translation.engines.base import Pair
from translation.pipeline.outcome import UNCERTAIN_BELOW
from translation.pipeline.signals import Signals

DATA = Path(__file__).with_name("calibration.json")
FLOOR = 0.3
"""Quality below which a translation is not shown."""
SCALE = (0.0, FLOOR, UNCERTAIN_BELOW, 1.0)


@dataclass(frozen=True, slots=True)
class Slopes:
    """By how much the expected chrF (as a share of 1) changes with each signal."""

    certainty: float = 1.0
    unknown: float = -0.75
    copied: float = 0.0
    stretch: float = -0.3


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is known about one pair: expected chrF without signals (`base`), the expected chrF
    below which a translation is not shown (`floor`) or uncertain, the usual ratio of lengths,
    and the certainty assumed where an engine that has scores gave none."""

    slopes: Slopes = Slopes()
    base: float = 0.0
    floor: float = FLOOR
    uncertain_below: float = UNCERTAIN_BELOW
    usual_length: float = 1.0
    usual_certainty: float = 0.75

    def expected(self, seen: Signals) -> float:
        """The chrF to expect, as a share of 1; it may lie beyond both ends."""
        certainty = self.usual_certainty if seen.certainty is None else seen.certainty
        return (
            self.base
            + self.slopes.certainty * certainty
            + self.slopes.unknown * seen.unknown
            + self.slopes.copied * seen.copied
            + self.slopes.stretch * seen.stretch
        )

    def quality(self, seen: Signals) -> float:
        """The quality, 0 to 1, on the scale of all pairs."""
        expected = min(max(self.expected(seen), 0.0), 1.0)
        steps = (0.0, self.floor, self.uncertain_below, 1.0)
        return next(
            low + (expected - start) / (end - start) * (high - low)
            for (start, end), (low, high) in zip(pairwise(steps), pairwise(SCALE), strict=True)
            if expected <= end
        )


START = Calibration()
"""For engines about which nothing was measured: quality is about how sure the engine is."""


@lru_cache(maxsize=1024)
def calibration_of(family: str, pair: Pair) -> Calibration:
    """What is known about a pair, or a near one (``pt`` for ``pt-BR``), or its family."""
    pairs = _families().get(family, {})
    languages = (pair.source, pair.target), tuple(map(_primary, (pair.source, pair.target)))
    names = ("-".join(some) for some in languages)
    return next((pairs[name] for name in names if name in pairs), pairs.get("", START))


def _primary(code: str) -> str:
    return code.split("-")[0]


@lru_cache(maxsize=1)
def _families() -> dict[str, dict[str, Calibration]]:
    """By family and pair; the family's own values under ""."""
    data = json.loads(DATA.read_text("utf-8"))
    return {
        name: {
            pair: Calibration(Slopes(**family["slopes"]), **values)
            for pair, values in ({"": family["pairs"]["default"]} | family["pairs"]).items()
        }
        for name, family in data["families"].items()
    }
