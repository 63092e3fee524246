"""How fast each pair goes on this machine, so that a batch takes a known time.

A batch is as large as what the pair does in its time, within bounds: a fast model gets large
batches, a slow server small ones, and whoever waits behind a batch waits about as long as said.
"""

from threading import Lock

READER_SECONDS = 1.0
"""How long a batch for waiting readers takes, so that each sees the first of it soon."""
BATCH_SECONDS = 2.0
"""How long any other batch takes: a reader who comes meanwhile waits no longer."""
FIRST_GUESS_CHARS_PER_SECOND = 3_000.0
CHARS_MIN = 500
CHARS_MAX = 20_000
_WEIGHT = 0.3
_CHARS_THAT_TELL = 200


class Pace:
    """A moving average of characters per second for each pair."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rates: dict[tuple[str, str], float] = {}

    def chars(self, source: str, target: str, *, reader: bool) -> int:
        """How many characters a batch of this pair may have."""
        rate = self._rates.get((source, target), FIRST_GUESS_CHARS_PER_SECOND)
        seconds = READER_SECONDS if reader else BATCH_SECONDS
        return int(min(max(rate * seconds, CHARS_MIN), CHARS_MAX))

    def note(self, source: str, target: str, *, chars: int, seconds: float) -> None:
        """Learn from a batch; very small ones tell nothing."""
        if chars < _CHARS_THAT_TELL:
            return
        rate = chars / max(seconds, 0.001)
        with self._lock:
            before = self._rates.get((source, target), FIRST_GUESS_CHARS_PER_SECOND)
            self._rates[source, target] = before + _WEIGHT * (rate - before)

    def forget(self) -> None:
        """Know nothing of any pair."""
        with self._lock:
            self._rates.clear()
