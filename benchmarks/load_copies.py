"""Copies rows that belong together, as the database does it fastest. SQLite only."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, models

from forum.models import Post, Thread
from translation.models import Text, Translation

NUMBERED = (Text, Thread, Post)
"""Models whose numbers whoever fills gives himself; the order in which they are stored."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stand together: from `first` up to before `end`, by model; and how long a time
    they `last`."""

    first: dict[type[models.Model], int]
    end: dict[type[models.Model], int]
    lasts: timedelta

    def lengths(self) -> dict[type[models.Model], int]:
        return {model: self.end[model] - first for model, first in self.first.items()}


def copy_block(block: Block, number: int) -> None:
    """The same rows once more, as the copy of this `number`, from 1: with other numbers, which
    point at each other as the first ones do, and later by so many times what the block lasts."""
    shifts = {model: number * length for model, length in block.lengths().items()}
    later = int(number * block.lasts.total_seconds())
    for model in NUMBERED:
        _copy(model, "id", block.first[model], block.end[model], shifts, later)
    _copy(Translation, "text_id", block.first[Text], block.end[Text], shifts, later)


def _copy(
    model: type[models.Model],
    by: str,
    first: int,
    end: int,
    shifts: dict[type[models.Model], int],
    later: int,
) -> None:
    fields = [one for one in model._meta.concrete_fields if model in shifts or not one.primary_key]
    values = {str(one.column): _value(one, model, shifts, later) for one in fields}
    table, columns = model._meta.db_table, ", ".join(values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(values.values())}"
            f" FROM {table} WHERE {by} >= {first} AND {by} < {end}"
        )


def _value(
    field: "models.Field[object, object]",
    model: type[models.Model],
    shifts: dict[type[models.Model], int],
    later: int,
) -> str:
    column = str(field.column)
    points_at = model if field.primary_key else field.related_model
    if points_at in shifts:
        return f"{column} + {shifts[points_at]}"
    if isinstance(field, models.DateTimeField):
        return f"strftime('%Y-%m-%d %H:%M:%f', {column}, '+{later} seconds')"
    return column
