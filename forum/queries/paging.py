"""Keyset paging: one query for a stretch of a list, whatever its length."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput

T = TypeVar("T")
M = TypeVar("M", bound=Model)

LIMIT_MAX = 100
PAGE = 20


class BadCursor(InvalidInput):
    code = "bad_cursor"
    status = 400
    message = _("This page of the list does not exist.")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a list. The cursors are opaque and survive insertions."""

    items: list[T]
    next: str | None
    previous: str | None


Edge = tuple[Any, int]
"""The field's value and the id of the row at which a stretch begins, not in it itself."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which rows of a list by (`field`, id) are wanted: so many beyond the edge, or from the
    list's beginning, read `backwards` towards it."""

    field: str
    descending: bool
    limit: int
    backwards: bool = False
    edge: Edge | None = None

    def of(self, rows: "QuerySet[M]") -> "QuerySet[M]":
        """The rows, and one more that tells whether the list goes on."""
        down = self.descending != self.backwards
        if self.edge:
            rows = rows.filter(_beyond(self.field, self.edge, down=down))
        sign = "-" if down else ""
        return rows.order_by(f"{sign}{self.field}", f"{sign}id")[: self.limit + 1]

    def page(self, found: list[T]) -> Page[T]:
        """What `of` found, with the ways on and back."""
        more = len(found) > self.limit
        items = found[: self.limit][::-1] if self.backwards else found[: self.limit]
        if not items:
            return Page([], None, None)
        has_next, has_previous = (True, more) if self.backwards else (more, bool(self.edge))
        return Page(
            items,
            next=cursor_at(items[-1], self.field, backwards=False) if has_next else None,
            previous=cursor_at(items[0], self.field, backwards=True) if has_previous else None,
        )


def stretch_at(cursor: str | None, *, field: str, descending: bool, limit: int) -> Stretch:
    """The stretch that a cursor names, the first one without. Raises BadCursor."""
    backwards, edge = _parse(cursor, field)
    limit = max(1, min(limit, LIMIT_MAX))
    return Stretch(field, descending, limit, backwards, edge)


def page_of(
    rows: "QuerySet[Any]", *, field: str, descending: bool, cursor: str | None, limit: int
) -> Page[Any]:
    """Keyset paging by (`field`, id): one query, whatever the length of the list."""
    stretch = stretch_at(cursor, field=field, descending=descending, limit=limit)
    return stretch.page(list(stretch.of(rows)))


def _beyond(field: str, edge: Edge, *, down: bool) -> Q:
    value, pk = edge
    word = "lt" if down else "gt"
    return Q(**{f"{field}__{word}": value}) | Q(**{field: value, f"id__{word}": pk})


def cursor_at(row: Any, field: str, *, backwards: bool) -> str:
    value = getattr(row, field)
    plain = value.isoformat() if isinstance(value, datetime) else value
    raw = json.dumps([field, int(backwards), plain, row.pk], separators=(",", ":"))
    return urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _parse(cursor: str | None, field: str) -> tuple[bool, Edge | None]:
    """Direction and edge that a cursor of a list ordered by `field` names. Raises BadCursor."""
    if not cursor:
        return False, None
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of_field, backwards, value, pk = json.loads(raw)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadCursor from error
    if of_field != field or backwards not in (0, 1) or type(pk) is not int:
        raise BadCursor
    return bool(backwards), (_edge_value(field, value), pk)


_NUMBERS = frozenset({"entry_id", "id", "number"})
"""Fields of lists that are no moments."""


def _edge_value(field: str, value: Any) -> datetime | int:
    if field in _NUMBERS and type(value) is int:
        return value
    try:
        moment = datetime.fromisoformat(value)
        # At the ends of time this overflows: no database compares such moments.
        moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadCursor from error
    if field in _NUMBERS or moment.tzinfo is None:
        raise BadCursor
    return moment
