"""Many rows like one that actions wrote."""

from collections.abc import Callable
from typing import Any


def copies(row: Any, count: int, **fields: Callable[[int], Any]) -> list[Any]:
    """As many rows like this one, which actions would take long to write; `fields` tell by the
    number of a row in what it differs."""
    like = {one.attname: getattr(row, one.attname) for one in row._meta.fields} | {"id": None}
    rows = (
        type(row)(**like | {name: value(number) for name, value in fields.items()})
        for number in range(count)
    )
    return list(type(row).objects.bulk_create(rows))
