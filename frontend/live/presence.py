"""Who has a thread open, and who is writing there. Kept in memory, told seldom, never stored."""

from dataclasses import dataclass, field

from frontend.live.protocol import Frame, presence

WRITING_SECONDS = 6.0
"""How long somebody counts as writing after the last sign of it."""
INTERVAL_SECONDS = 2.0
"""How often a thread is told at most."""
NAMES_MAX = 5


@dataclass(slots=True)
class Presence:
    """The presence in one thread; times are of any clock that only rises."""

    _writing: dict[str, float] = field(default_factory=dict)
    _told: tuple[int, list[str]] | None = None
    _told_at: float = float("-inf")

    def writes(self, name: str, now: float) -> None:
        """`name` has just typed something."""
        self._writing[name] = now + WRITING_SECONDS

    def has_written(self, name: str) -> None:
        """`name` is not writing any more."""
        self._writing.pop(name, None)

    def forget(self) -> None:
        """Tell again even if nothing changed: there is somebody new."""
        self._told = None

    def due(self, readers: int, now: float) -> Frame | None:
        """The frame to send now, if any."""
        if now - self._told_at < INTERVAL_SECONDS:
            return None
        self._writing = {name: until for name, until in self._writing.items() if until > now}
        present = (readers, sorted(self._writing)[:NAMES_MAX])
        if present == self._told:
            return None
        self._told, self._told_at = present, now
        return presence(*present)
