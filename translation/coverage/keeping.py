"""Numbers that took long to count are kept for a while, in each process.

A hundred thousand texts with their translations take a second or more, and operators reload.
"""

import time
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from accounts.models import Community
from translation.coverage.report import Coverage, coverage_of

SLOW_SECONDS = 1.0
"""What takes less is counted every time."""
TIMES_AS_LONG = 30
"""So at most a thirtieth of a process is busy with counting for one community."""
KEPT_MOST = 100

Key = tuple[int, tuple[str, ...]]


class Keeper:
    """Counts, or answers what was counted a little while ago."""

    def __init__(self, *, slow_seconds: float = SLOW_SECONDS) -> None:
        self._slow_seconds = slow_seconds
        self._kept: OrderedDict[Key, tuple[float, Coverage]] = OrderedDict()
        self._lock = Lock()

    def coverage(self, community: Community, *, read: Sequence[str]) -> Coverage:
        """`translation.coverage.coverage_of`, perhaps of a moment ago (see `Coverage.counted`)."""
        key = community.pk, tuple(read)
        with self._lock:
            until, kept = self._kept.get(key, (0.0, None))
        if kept is not None and time.monotonic() < until:
            return kept
        began = time.monotonic()
        found = coverage_of(community, read=read)
        taken = time.monotonic() - began
        if taken >= self._slow_seconds:
            self._keep(key, found, taken * TIMES_AS_LONG)
        return found

    def _keep(self, key: Key, found: Coverage, seconds: float) -> None:
        with self._lock:
            self._kept[key] = time.monotonic() + seconds, found
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_MOST:
                self._kept.popitem(last=False)


keeper = Keeper()
"""The one of this process."""
