"""Keyset paging: one query for a stretch of a list, whatever its length."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput

T = TypeVar("T")

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


def page_of(
    rows: "QuerySet[Any]", *, field: str, descending: bool, cursor: str | None, limit: int
) -> Page[Any]:
    """Keyset paging by (`field`, id): one query, whatever the length of the list."""
    limit = max(1, min(limit, LIMIT_MAX))
    backwards, edge = _parse(cursor, field)
    down = descending != backwards
    if edge:
        rows = rows.filter(_beyond(field, edge, down=down))
    sign = "-" if down else ""
    found = list(rows.order_by(f"{sign}{field}", f"{sign}id")[: limit + 1])
    more = len(found) > limit
    items = found[:limit][::-1] if backwards else found[:limit]
    if not items:
        return Page([], None, None)
    has_next, has_previous = (True, more) if backwards else (more, bool(edge))
    return Page(
        items,
        next=cursor_at(items[-1], field, backwards=False) if has_next else None,
        previous=cursor_at(items[0], field, backwards=True) if has_previous else None,
    )


def _beyond(field: str, edge: tuple[Any, int], *, down: bool) -> Q:
    value, pk = edge
    word = "lt" if down else "gt"
    return Q(**{f"{field}__{word}": value}) | Q(**{field: value, f"id__{word}": pk})


def cursor_at(row: Any, field: str, *, backwards: bool) -> str:
    value = getattr(row, field)
    plain = value.isoformat() if isinstance(value, datetime) else value
    raw = json.dumps([field, int(backwards), plain, row.pk], separators=(",", ":"))
    return urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _parse(cursor: str | None, field: str) -> tuple[bool, tuple[Any, int] | None]:
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


def _edge_value(field: str, value: Any) -> datetime | int:
    if field == "number" and type(value) is int:
        return value
    try:
        moment = datetime.fromisoformat(value)
        # At the ends of time this overflows: no database compares such moments.
        moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadCursor from error
    if field == "number" or moment.tzinfo is None:
        raise BadCursor
    return moment
