"""Single flight: what one thread of this process translates, another one waits for.

Only within a process; across processes the queue sees to it (`translation.queue`).
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from threading import Lock

from translation.pipeline import Outcome


class Flights:
    """Sentences being translated right now, by the key of the memory."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._flying: dict[str, Future[Outcome]] = {}

    def board(self, keys: Iterable[str]) -> tuple[set[str], dict[str, Future[Outcome]]]:
        """The keys that are now the caller's to translate, and for the others what to wait for.

        Whoever boards must `land`, whatever happens.
        """
        mine: set[str] = set()
        others: dict[str, Future[Outcome]] = {}
        with self._lock:
            for key in keys:
                if key in self._flying:
                    others[key] = self._flying[key]
                else:
                    self._flying[key] = Future()
                    mine.add(key)
        return mine, others

    def land(self, keys: Iterable[str], outcomes: Mapping[str, Outcome]) -> None:
        """Tell who waits; keys without an outcome are for the waiting ones to translate."""
        for key in keys:
            with self._lock:
                future = self._flying.pop(key)
            if key in outcomes:
                future.set_result(outcomes[key])
            else:
                future.cancel()
