"""What was earned month by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from reputation.models import LedgerRow

MONTHS = 12
_GAINS = Q(applied__gt=0, reverses=None)


@dataclass(frozen=True, slots=True)
class Month:
    """What came of the things done in a month (UTC) that begins at `first`: points `gained`, and
    `lost`, or taken back since (zero or less)."""

    first: date
    gained: int = 0
    lost: int = 0

    @property
    def points(self) -> int:
        return self.gained + self.lost


def months_in(rows: "QuerySet[LedgerRow]") -> list[Month]:
    """The last twelve months up to this one, the oldest first, whether or not lines fall into
    them; one query."""
    firsts = list(last_months(timezone.now().date()))
    posted = rows.filter(state=LedgerRow.State.POSTED, day__gte=firsts[0]).order_by()
    sums = posted.values(month=TruncMonth("day")).annotate(
        gained=Sum("applied", filter=_GAINS, default=0),
        lost=Sum("applied", filter=~_GAINS, default=0),
    )
    found = {row["month"]: Month(row["month"], row["gained"], row["lost"]) for row in sums}
    return [found.get(first, Month(first)) for first in firsts]


def last_months(today: date) -> Iterator[date]:
    """The first days of the last twelve months, the present one included."""
    for back in reversed(range(MONTHS)):
        years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        yield date(years, month + 1, 1)
