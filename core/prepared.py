"""Queries whose SQL is built once.

For a page, building queries and their SQL costs Django's ORM far more than running them. A function
that builds a query is called once for each shape it is asked in, with stand-ins for its values; its
SQL is kept, and from then on only the values are put in (docs/decisions/0021).
"""

import copy
import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

P = ParamSpec("P")
Row = TypeVar("Row")
Values = dict[str, int | Sequence[int]]
Lengths = tuple[tuple[str, int | None], ...]

SHAPES_KEPT = 256
STAND_IN = 2_147_400_000
"""The first of the numbers that stand for values: they fit every column of whole numbers, and no
condition says them by itself."""
LARGEST = 2**63 - 1


def prepared(build: "Callable[P, QuerySet[Any, Row]]") -> Callable[P, list[Row]]:
    """The rows of the query that `build` makes, which is built once for each shape.

    Positional arguments (hashable) and the lengths of sequences make the shape. Keyword-only
    arguments are values: whole numbers, or sequences of them for `__in`. `build` must do nothing
    with them but compare columns to them.
    """
    names = frozenset(
        name
        for name, parameter in inspect.signature(build).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    )
    statement_of = lru_cache(maxsize=SHAPES_KEPT)(
        lambda shape, lengths: _Statement(build, shape, lengths)
    )

    @wraps(build)
    def rows(*shape: P.args, **values: P.kwargs) -> list[Row]:
        if not names.issuperset(values):
            raise TypeError(f"{build.__name__}: {set(values) - names} are part of the shape")
        flat = list(_flat(values.values()))
        if any(abs(value) > LARGEST for value in flat):
            # Django knows what each column can hold, and then does not even ask.
            return list(build(*shape, **values))
        found: list[Row] = statement_of(shape, _lengths(values)).rows(flat)
        return found

    return rows


class _Statement:
    """The SQL of one shape, with the places of its values."""

    def __init__(
        self, build: "Callable[..., QuerySet[Any, Any]]", shape: tuple[Any, ...], lengths: Lengths
    ) -> None:
        self._queryset = build(*shape, **_stand_ins(lengths))
        self._compiler = self._queryset.query.get_compiler(using=self._queryset.db)
        try:
            self._sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, params = "", ()
        columns = [column[0] for column in self._compiler.select or ()]
        self._converters = self._compiler.get_converters(columns)
        # What is compared with a value is the value; everything else stands as it was said.
        self._params = [
            (_place(param), param) if isinstance(param, int) else (None, param) for param in params
        ]

    def rows(self, values: Sequence[int]) -> list[Any]:
        if not self._sql:
            return []
        params = tuple(param if place is None else values[place] for place, param in self._params)
        queryset = self._queryset.all()
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[queryset.db]
        compiler.get_converters = lambda _fields: self._converters
        compiler.as_sql = lambda *_arguments, **_names: (self._sql, params)
        queryset.query.get_compiler = lambda *_arguments, **_names: compiler  # type: ignore[method-assign]
        return list(queryset)


def _flat(values: Any) -> Iterator[int]:
    for value in values:
        if isinstance(value, int):
            yield value
        else:
            yield from value


def _lengths(values: Any) -> Lengths:
    return tuple(
        (name, None if isinstance(value, int) else len(value)) for name, value in values.items()
    )


def _stand_ins(lengths: Lengths) -> Values:
    found: Values = {}
    following = STAND_IN
    for name, length in lengths:
        if length is None:
            found[name] = following
        else:
            found[name] = tuple(range(following, following + length))
        following += 1 if length is None else length
    return found


def _place(param: int) -> int | None:
    """Which of the values a parameter stands for; None where it is one of the query's own."""
    place = param - STAND_IN
    return place if 0 <= place <= 2**31 - 1 - STAND_IN else None
