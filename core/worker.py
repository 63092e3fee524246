"""The worker: one thread a lane, one for recurring work, one for signs of life.

`run_once` does everything that is due in the calling thread and ends; `Worker.run` goes on until
it is told to stop, finishing the piece of work each lane has in hand.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.db import close_old_connections, connections

from core import leases, periodic
from core.doorbell import Doorbell
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
        self._wakes: dict[str, Event] = {}

    def stop(self) -> None:
        self._stopping.set()
        self._wake_all()

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

    def _wake_all(self) -> None:
        for wake in list(self._wakes.values()):
            wake.set()

    def _thread(self, name: str, work: Callable[[], int]) -> Thread:
        self._wakes[name] = Event()
        return Thread(target=self._loop, args=(name, work), name=name, daemon=True)

    def _loop(self, name: str, work: Callable[[], int]) -> None:
        wake, bell, done = self._wakes[name], Doorbell(), True
        while not self._stopping.is_set():
            wake.clear()
            # Commits of this very lane ring no bell, so after work it looks again in any case.
            look = bell.rang() or done
            rest = self._work(name, work) if look else IDLE_SECONDS
            done = rest == 0.0
            wake.wait(rest)
        connections.close_all()

    def _work(self, name: str, work: Callable[[], int]) -> float:
        """One piece of work; how many seconds the lane may rest after it."""
        try:
            done = work()
        except Exception:  # a lane must not end while the worker lives
            logger.exception("lane %s failed", name)
            # Opening a connection costs more than a look at an empty queue, so only what may be
            # broken is closed.
            close_old_connections()
            return TROUBLE_SECONDS
        if done:
            # What one lane did is often what another one waits for.
            self._wake_all()
        return 0.0 if done else IDLE_SECONDS

    def _periodic(self) -> int:
        periodic.run_due()
        self._stopping.wait(PERIODIC_SECONDS)
        return 0

    def _renew(self) -> int:
        self._stopping.wait(leases.RENEWAL.total_seconds())
        for give_sign in renewals():
            give_sign()
        return 0
