"""Relates signals to chrF by least squares, and finds where bad translations part from good ones.

Slopes are common to a family of engines, with a base for each pair. A slope with the wrong sign
(unknown words that make a text better) is noise and left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, median

import numpy

from translation.pipeline.signals import Signals
from translation.pipeline.thresholds import Calibration, Slopes

BAD = 0.3
"""chrF (as a share of 1) below which a translation does not help its reader."""
GOOD = 0.5
FEWEST_BAD = 15
"""With fewer bad sentences a threshold would be noise."""
MOST_ACCUSED = 0.2
"""Share of good sentences that may be marked at most: who sees warnings everywhere reads none."""
LEAST_GAIN = 0.25
"""By how much the share of bad sentences marked must exceed that of good ones, or the threshold is
noise and that of the family holds."""
UNDECIDED = 0.45
"""Expected chrF below which a text is uncertain where not even the family has a threshold."""
NO_FLOOR = 0.1
"""Expected chrF that nothing falls below; the floor where signals single out no bad sentences, as
those of engines do that do not tell how sure they are."""
FEWEST_BELOW_FLOOR = 5
MOST_BELOW_FLOOR = 0.01
MOST_GOOD_BELOW_FLOOR = 0.15
_SIGNS = {"certainty": 1, "unknown": -1, "copied": -1, "stretch": -1}


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence: what was seen, the chrF (as a share of 1) and the reference's length ratio."""

    seen: Signals
    chrf: float
    length: float


def fit(rows: Mapping[str, Sequence[Row]]) -> dict[str, Calibration]:
    """A calibration for each pair, and one for the family under "default".

    Signals must have been taken with the usual length of the pair.
    """
    slopes = _slopes(rows)
    everything = [row for some in rows.values() for row in some]
    family = _calibration(slopes, everything, None)
    return {"default": family} | {
        pair: _calibration(slopes, some, family) for pair, some in rows.items()
    }


def _slopes(rows: Mapping[str, Sequence[Row]]) -> Slopes:
    names = list(_SIGNS)
    while names:
        found = dict(zip(names, _least_squares(rows, names), strict=True))
        wrong = [name for name in names if found[name] * _SIGNS[name] <= 0]
        if not wrong:
            return Slopes(**(dict.fromkeys(_SIGNS, 0.0) | found))
        names.remove(wrong[0])
    return Slopes(0.0, 0.0, 0.0, 0.0)


def _least_squares(rows: Mapping[str, Sequence[Row]], names: Sequence[str]) -> list[float]:
    """Slopes of the named signals with every pair's own mean taken out."""
    seen, chrf = [], []
    for some in rows.values():
        table = numpy.array([[_signal(row, name) for name in names] for row in some])
        values = numpy.array([row.chrf for row in some])
        seen.append(table - table.mean(axis=0))
        chrf.append(values - values.mean())
    solution = numpy.linalg.lstsq(numpy.concatenate(seen), numpy.concatenate(chrf), rcond=None)
    return [round(float(slope), 3) for slope in solution[0]]


def _signal(row: Row, name: str) -> float:
    return float(asdict(row.seen)[name] or 0.0)


def _calibration(slopes: Slopes, rows: Sequence[Row], family: Calibration | None) -> Calibration:
    certainty = fmean(_signal(row, "certainty") for row in rows)
    flat = Calibration(slopes, usual_certainty=certainty)
    base = fmean(row.chrf for row in rows) - fmean(flat.expected(row.seen) for row in rows)
    raw = Calibration(slopes, base, usual_certainty=certainty)
    expected = [(raw.expected(row.seen), row.chrf) for row in rows]
    found = _floor(expected) if slopes.certainty else NO_FLOOR
    floor = found or (family.floor if family else NO_FLOOR)
    uncertain = _uncertain_below(expected) or (family.uncertain_below if family else UNDECIDED)
    return Calibration(
        slopes,
        base=round(base, 3),
        floor=round(floor, 3),
        uncertain_below=round(max(uncertain, floor + 0.05), 3),
        usual_length=round(median(row.length for row in rows), 2),
        usual_certainty=round(certainty, 3),
    )


def _uncertain_below(expected: Sequence[tuple[float, float]]) -> float | None:
    """Where the share of bad sentences marked exceeds that of good ones by most, with not too many
    of these; None where that is little."""
    bad = [value for value, chrf in expected if chrf < BAD]
    good = [value for value, chrf in expected if chrf >= GOOD]
    if len(bad) < FEWEST_BAD:
        return None
    gains = (
        (_share_below(bad, at) - accused, at)
        for at, accused in ((value, _share_below(good, value)) for value, _chrf in expected)
        if accused <= MOST_ACCUSED
    )
    gain, best = max(gains, default=(0.0, 0.0))
    return best if gain >= LEAST_GAIN else None


def _floor(expected: Sequence[tuple[float, float]]) -> float | None:
    """The highest value with few sentences below it, at least half of them bad and hardly any
    good; None where the signals single out no such sentences."""
    ordered = sorted(expected)
    best = None
    for count in range(FEWEST_BELOW_FLOOR, int(len(ordered) * MOST_BELOW_FLOOR) + 1):
        below = [chrf for _value, chrf in ordered[:count]]
        bad, good = sum(chrf < BAD for chrf in below), sum(chrf >= GOOD for chrf in below)
        if 2 * bad >= count and good <= MOST_GOOD_BELOW_FLOOR * count:
            best = ordered[count][0]
    return best


def _share_below(values: Sequence[float], at: float) -> float:
    return sum(value < at for value in values) / len(values) if values else 0.0


@dataclass(frozen=True, slots=True)
class Goodness:
    """How well a calibration does on sentences that it was not made from; shares of 1.

    `found` are the bad sentences that are marked or not shown, `accused` the good ones.
    """

    sentences: int
    chrf: float
    bad: float
    found: float
    accused: float
    marked: float
    hidden: float


def goodness(calibration: Calibration, rows: Sequence[Row]) -> Goodness:
    values = [(calibration.expected(row.seen), row.chrf) for row in rows]
    bad = [value for value, chrf in values if chrf < BAD]
    good = [value for value, chrf in values if chrf >= GOOD]
    everything = [value for value, _chrf in values]
    at = calibration.uncertain_below
    return Goodness(
        sentences=len(values),
        chrf=fmean(chrf for _value, chrf in values),
        bad=len(bad) / len(values),
        found=_share_below(bad, at),
        accused=_share_below(good, at),
        marked=_share_below(everything, at),
        hidden=_share_below(everything, calibration.floor),
    )
