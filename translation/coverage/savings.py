"""How many sentences engines did not have to translate, in the whole installation.

Memory is shared by all communities, so there is no such number for one of them.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from translation.engines.base import Pair
from translation.models import EngineTally

DAYS = 30
_AMOUNTS = ("human", "memory", "decoded", "kept", "tokens", "seconds")


@dataclass(frozen=True, slots=True)
class Savings:
    """Sentences of one hop by where their translation came from; `tokens` were decoded in
    `seconds`."""

    pair: Pair
    human: int
    memory: int
    decoded: int
    kept: int
    tokens: int
    seconds: float

    @property
    def saved_share(self) -> float | None:
        """Sentences that needed no engine, of all, 0 to 1; None where there were none."""
        saved = self.human + self.memory
        total = saved + self.decoded
        return saved / total if total else None

    @property
    def tokens_per_second(self) -> float | None:
        return self.tokens / self.seconds if self.seconds else None


def savings_by_pair() -> list[Savings]:
    """Every hop of the last 30 days, the busiest first (one query)."""
    since = timezone.now().date() - timedelta(days=DAYS)
    rows = EngineTally.objects.filter(day__gte=since).order_by()
    sums = [Sum(name) for name in _AMOUNTS]
    found = [
        Savings(Pair(source, target), *amounts)
        for source, target, *amounts in rows.values_list("source_language", "target_language")
        .annotate(*sums)
        .values_list("source_language", "target_language", *(f"{name}__sum" for name in _AMOUNTS))
    ]
    return sorted(found, key=lambda row: (-row.decoded - row.memory - row.human, row.pair))
