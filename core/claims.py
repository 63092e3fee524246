"""Claim rows of a queue table under a lease, without two processes getting the same row.

PostgreSQL: `SELECT … FOR UPDATE SKIP LOCKED`; SQLite: one short immediate transaction. The
table has the columns `owner` and `lease_until`.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connections, models, transaction
from django.db.models import Q
from django.utils import timezone

from core.leases import LEASE, owner

M = TypeVar("M", bound=models.Model)


def free_or_lapsed() -> Q:
    """Rows that nobody holds, or whose holder gave no sign of life in time."""
    return Q(owner="") | Q(lease_until__lt=timezone.now())


def claim(
    rows: "models.QuerySet[M]", *, order: Sequence[str], limit: int, **changes: Any
) -> list[M]:
    """Take up to `limit` of `rows` in `order` for this process, setting `changes` too."""
    candidates = rows.filter(free_or_lapsed()).order_by(*order)
    # A look without a lock first: most of the time there is nothing to do.
    if not candidates.exists():
        return []
    values: dict[str, Any] = {"owner": owner(), "lease_until": timezone.now() + LEASE, **changes}
    with transaction.atomic(using=candidates.db):
        if connections[candidates.db].features.has_select_for_update_skip_locked:
            candidates = candidates.select_for_update(skip_locked=True, of=("self",))
        taken = list(candidates[:limit])
        rows.model._default_manager.filter(pk__in=[row.pk for row in taken]).update(**values)
    for row in taken:
        for name, value in values.items():
            setattr(row, name, value)
    return taken


def renew(rows: "models.QuerySet[M]") -> int:
    """Give a sign of life for rows this process holds; how many it still holds."""
    return rows.filter(owner=owner()).update(lease_until=timezone.now() + LEASE)
