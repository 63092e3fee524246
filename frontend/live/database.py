"""Threads for what the live layer asks of the database, apart from those of the pages.

A few serve newcomers and close their connections at once; one belongs to the tail, which asks
ten times a second and keeps its connection while anything is open.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import connections

P = ParamSpec("P")
T = TypeVar("T")

NEWCOMERS_AT_ONCE = 4

_newcomers = ThreadPoolExecutor(NEWCOMERS_AT_ONCE, thread_name_prefix="live")
_tail = ThreadPoolExecutor(1, thread_name_prefix="live-tail")


async def ask(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call `function` in a thread; no connection stays open."""

    def call() -> T:
        try:
            return function(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.get_running_loop().run_in_executor(_newcomers, call)


async def ask_often(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call `function` in the tail's thread, which keeps its connection until `rest`."""
    return await asyncio.get_running_loop().run_in_executor(
        _tail, lambda: function(*args, **kwargs)
    )


def rest() -> None:
    """Close the tail's connection, after whatever is going on there."""
    _tail.submit(connections.close_all)
