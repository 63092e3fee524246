"""Proving in which order an action takes its locks, without waiting for luck.

Two transactions that take the same locks in different orders stop each other for ever, but only
where they meet at the wrong moment. So the test itself is one of the two: it holds the first lock,
lets the action run into it, and looks at what the action holds already. PostgreSQL only.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

PATIENCE_S = 30


@contextmanager
def waiting_for(rows: "QuerySet[Any]", deed: Callable[[], object]) -> Iterator[list[Exception]]:
    """Hold `rows` while the block runs, and `deed` at the same time until it waits for them; what
    the block writes is committed before `deed` goes on. Gives what `deed` raises in the end."""
    raised: list[Exception] = []
    runner = Thread(target=_run, args=(deed, raised), daemon=True)
    with transaction.atomic():
        assert _locked(rows), "nothing to wait for"
        runner.start()
        _wait_until_it_waits(runner)
        yield raised
    runner.join(PATIENCE_S)
    assert not runner.is_alive(), "it waits for ever"


def is_free(rows: "QuerySet[Any]") -> bool:
    """Whether nobody else holds any of `rows`, of which there must be some."""
    try:
        with transaction.atomic():
            assert _locked(rows, nowait=True), "nothing to hold"
    except OperationalError:
        return False
    return True


def _locked(rows: "QuerySet[Any]", **options: bool) -> list[Any]:
    # As foreign keys do not: whoever only points to a row may go on.
    return list(rows.select_for_update(of=("self",), no_key=True, **options))


def _run(deed: Callable[[], object], raised: list[Exception]) -> None:
    try:
        deed()
    except Exception as error:  # noqa: BLE001 - the test looks at it
        raised.append(error)
    finally:
        connection.close()


def _wait_until_it_waits(runner: Thread) -> None:
    end = time.monotonic() + PATIENCE_S
    while not _somebody_waits():
        assert runner.is_alive(), "it did not wait"
        assert time.monotonic() < end, "it does not come to this lock"
        time.sleep(0.01)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        (waits,) = cursor.fetchone()
    return bool(waits)
