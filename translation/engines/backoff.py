"""How long to wait before the next try."""

from dataclasses import dataclass
from random import SystemRandom

_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Backoff:
    """Exponential, with jitter, so that those who failed together do not come back together.

    After try number `tried` (from 0) it waits between half and the whole of
    ``first_seconds * 2 ** tried``, but never more than `longest_seconds`. There are `tries` tries.
    """

    tries: int = 3
    first_seconds: float = 0.5
    longest_seconds: float = 8.0

    def seconds(self, tried: int) -> float:
        """How long to wait now."""
        whole = min(self.longest_seconds, self.first_seconds * 2.0**tried)
        return whole * _chance.uniform(0.5, 1.0)
