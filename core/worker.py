"""The worker: one thread a lane, one for recurring work, one for signs of life.

`run_once` does everything that is due in the calling thread and ends; `Worker.run` goes on until
it is told to stop, finishing the piece of work each lane has in hand.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.db import close_old_connections, connections

from core import leases, periodic
from core.lanes import lanes, renewals

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.1
"""How long a lane with nothing to do rests: the latency that polling costs."""
PERIODIC_SECONDS = 1.0
TROUBLE_SECONDS = 2.0
"""How long a lane rests after an error, for example a full disk."""


def run_once() -> int:
    """Run what is due, lane after lane, until nothing is left; how many pieces of work."""
    done = len(periodic.run_due())
    while count := sum(drain() for drain in lanes().values()):
        done += count
    return done


class Worker:
    """Runs until `stop` is called, from any thread or a signal handler."""

    def __init__(self) -> None:
        self._stopping = Event()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Blocks until stopped."""
        threads = [
            *(self._thread(name, drain) for name, drain in lanes().items()),
            self._thread("periodic", self._periodic),
            self._thread("renewal", self._renew),
        ]
        for thread in threads:
            thread.start()
        self._stopping.wait()
        for thread in threads:
            thread.join(timeout=10)

    def _thread(self, name: str, work: Callable[[], int]) -> Thread:
        return Thread(target=self._loop, args=(name, work), name=name, daemon=True)

    def _loop(self, name: str, work: Callable[[], int]) -> None:
        while not self._stopping.is_set():
            try:
                rest = 0.0 if work() else IDLE_SECONDS
            except Exception:  # a lane must not end while the worker lives
                logger.exception("lane %s failed", name)
                rest = TROUBLE_SECONDS
            if rest:
                close_old_connections()
                self._stopping.wait(rest)
        connections.close_all()

    def _periodic(self) -> int:
        periodic.run_due()
        self._stopping.wait(PERIODIC_SECONDS)
        return 0

    def _renew(self) -> int:
        self._stopping.wait(leases.RENEWAL.total_seconds())
        for give_sign in renewals():
            give_sign()
        return 0
