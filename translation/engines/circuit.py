"""Circuit breakers: who failed again and again is left alone for a while.

Closed, everybody may ask. After some failures in a row the circuit opens: nobody may ask until it
has rested. Then it is half open: one may try, and his luck closes it or opens it for twice as long.
"""

import time
from collections.abc import Callable
from threading import Lock
from typing import Literal

State = Literal["closed", "open", "half open"]

REST_SECONDS_MAX = 300.0


class Circuit:
    """Opens after `most_failures` in a row, for `rest_seconds` at first.

    `clock` answers seconds that never go backwards.
    """

    def __init__(
        self,
        *,
        most_failures: int = 5,
        rest_seconds: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most_failures = most_failures
        self._first_rest_seconds = self._rest_seconds = rest_seconds
        self._clock = clock
        self._failures = 0
        self._closed_again_at: float | None = None
        self._trial_began_at: float | None = None
        self._lock = Lock()

    @property
    def state(self) -> State:
        if self._closed_again_at is None:
            return "closed"
        return "open" if self._clock() < self._closed_again_at else "half open"

    def admits(self) -> bool:
        """True for who may ask now, and then must say how it went. Half open, that is one; another
        when nothing was heard of him for as long as a rest."""
        with self._lock:
            if self.state != "half open":
                return self.state == "closed"
            now = self._clock()
            began = self._trial_began_at
            if began is not None and now - began < self._rest_seconds:
                return False
            self._trial_began_at = now
            return True

    def succeeded(self) -> None:
        """The one who asked was answered."""
        with self._lock:
            self._failures = 0
            self._rest_seconds = self._first_rest_seconds
            self._closed_again_at = self._trial_began_at = None

    def failed(self, *, rest_seconds: float | None = None) -> None:
        """The one who asked was not answered. `rest_seconds` opens the circuit at once, for so long
        (but not longer than REST_SECONDS_MAX)."""
        with self._lock:
            self._failures += 1
            if rest_seconds is not None:
                self._open(rest_seconds)
            elif self._trial_began_at is not None:
                self._rest_seconds *= 2
                self._open(self._rest_seconds)
            elif self._failures >= self._most_failures:
                self._open(self._rest_seconds)

    def _open(self, rest_seconds: float) -> None:
        self._rest_seconds = min(self._rest_seconds, REST_SECONDS_MAX)
        self._closed_again_at = self._clock() + min(rest_seconds, REST_SECONDS_MAX)
        self._trial_began_at = None
