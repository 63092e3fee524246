"""The chart of months: columns as SVG wants them, in the direction in which the page is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reputation.queries.months import Month

WIDTH, HEIGHT = 360, 96
COLUMN, GAP = 30, 6
LEAST = 2
"""Pixels of a column for any gain at all."""


@dataclass(frozen=True, slots=True)
class Column:
    """A month's column; `middle` is where its label stands."""

    month: date
    points: int
    x: int
    y: int
    height: int

    @property
    def width(self) -> int:
        return COLUMN - GAP

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """The months, the oldest where reading begins. `total` is what all of them came to."""

    columns: list[Column]
    months: list[Month]
    total: int
    most: int


def chart_of(months: Sequence[Month], direction: str) -> Chart | None:
    """The chart of months, the oldest first; None where nothing was earned in any of them. What
    was lost is no column: the table beside it tells."""
    most = max((month.points for month in months), default=0)
    if most <= 0:
        return None
    columns = [
        _column(month, place if direction == "ltr" else len(months) - 1 - place, most)
        for place, month in enumerate(months)
    ]
    total = sum(month.points for month in months)
    return Chart(columns, list(months)[::-1], total, most)


def _column(month: Month, place: int, most: int) -> Column:
    gained = max(month.points, 0)
    height = max(round(HEIGHT * gained / most), LEAST) if gained else 0
    return Column(month.first, month.points, place * COLUMN + GAP // 2, HEIGHT - height, height)
