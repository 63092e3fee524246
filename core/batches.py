"""Going through many rows in constant memory, while they are changed.

A query set's own `iterator` keeps one long read open; on SQLite nothing can be written beside it
once others have written.
"""

from collections.abc import Iterator
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


def by_id(rows: "models.QuerySet[M]", *, size: int) -> Iterator[list[M]]:
    """`rows` in the order of their ids, up to `size` at a time, a query for each batch and one that
    finds no more. What is changed in a batch may make its rows leave `rows`."""
    last = None
    while batch := list(_after(rows, last).order_by("pk")[:size]):
        yield batch
        last = batch[-1].pk


def _after(rows: "models.QuerySet[M]", last: object) -> "models.QuerySet[M]":
    return rows if last is None else rows.filter(pk__gt=last)
