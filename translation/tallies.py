"""Counts what memory and engines do, a row a day and hop: how many model calls were saved."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from translation.models import EngineTally

PEOPLE = "people"
"""Stands in place of an engine for sentences that people translated."""


@dataclass(slots=True)
class Count:
    """Sentences by where their translation came from; `tokens` and `seconds` of the engine."""

    human: int = 0
    memory: int = 0
    decoded: int = 0
    kept: int = 0
    tokens: int = 0
    seconds: float = 0.0


@transaction.atomic
def note(*, engine: str, source: str, target: str, count: Count) -> None:
    """Add `count` to today's row of this hop."""
    amounts = {name: amount for name, amount in asdict(count).items() if amount}
    if not amounts:
        return
    today = timezone.now().date()
    row = {"day": today, "engine": engine, "source_language": source, "target_language": target}
    added = {name: F(name) + amount for name, amount in amounts.items()}
    if EngineTally.objects.filter(**row).update(**added):
        return
    # Another worker may make the row at the same moment: then both amounts are added to it.
    EngineTally.objects.bulk_create([EngineTally(**row)], ignore_conflicts=True)
    EngineTally.objects.filter(**row).update(**added)
