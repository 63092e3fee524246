"""The worker: one thread a lane, one for recurring work, one for signs of life, one for the
doorbell that wakes the lanes.

`run_once` does everything that is due in the calling thread and ends; `Worker.run` goes on until
it is told to stop, finishing the piece of work each lane has in hand.
"""

import logging
from collections.abc import Callable
from functools import partial
from threading import Event, Thread

from django.db import close_old_connections, connections

from core import leases, periodic
from core.doorbell import Doorbell
from core.lanes import Lane, lanes, renewals

logger = logging.getLogger(__name__)

BELL_SECONDS = 0.1
"""How often the doorbell is asked: the latency that polling costs."""
LOOK_ANYWAY_SECONDS = 2.0
"""How long a lane with nothing to do rests where no bell rings: what becomes due by the clock
alone (a retry, a lapsed lease) rings none."""
PERIODIC_SECONDS = 1.0
TROUBLE_SECONDS = 2.0
"""How long a thread rests after an error, for example a full disk, whatever rings."""


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
        self._wakes: list[Event] = []

    def stop(self) -> None:
        self._stopping.set()
        self._wake_all()

    def run(self) -> None:
        """Blocks until stopped."""
        threads = [
            *(self._lane(name, drain) for name, drain in lanes().items()),
            self._thread("doorbell", partial(self._listen, Doorbell())),
            self._thread("periodic", self._periodic),
            self._thread("renewal", self._renew),
        ]
        for thread in threads:
            thread.start()
        self._stopping.wait()
        for thread in threads:
            thread.join(timeout=10)

    def _wake_all(self) -> None:
        for wake in self._wakes:
            wake.set()

    def _lane(self, name: str, drain: Lane) -> Thread:
        wake = Event()
        self._wakes.append(wake)
        return self._thread(name, partial(self._drain, drain, wake))

    def _thread(self, name: str, step: Callable[[], None]) -> Thread:
        return Thread(target=self._loop, args=(name, step), name=name, daemon=True)

    def _loop(self, name: str, step: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                step()
            except Exception:  # a lane must not end while the worker lives
                logger.exception("lane %s failed", name)
                # Opening a connection costs more than a look at an empty queue, so only what may
                # be broken is closed.
                close_old_connections()
                self._stopping.wait(TROUBLE_SECONDS)
        connections.close_all()

    def _drain(self, drain: Lane, wake: Event) -> None:
        """One piece of work, or a rest until there may be some."""
        # Before the look, so that what rings while it looks makes it look again.
        wake.clear()
        if drain():
            # What one lane did is often what another one waits for.
            self._wake_all()
        else:
            self._rest(wake)

    def _rest(self, wake: Event) -> None:
        if not self._stopping.is_set():
            wake.wait(LOOK_ANYWAY_SECONDS)

    def _listen(self, bell: Doorbell) -> None:
        if bell.rang():
            self._wake_all()
        self._stopping.wait(BELL_SECONDS)

    def _periodic(self) -> None:
        periodic.run_due()
        self._stopping.wait(PERIODIC_SECONDS)

    def _renew(self) -> None:
        self._stopping.wait(leases.RENEWAL.total_seconds())
        for give_sign in renewals():
            give_sign()
