"""What a worker does all the time: each lane drains one queue in a thread of its own.

Apps declare lanes in their `tasks.py`: a function that does a small piece of work and answers
how much it was; 0 means there is nothing to do.
"""

from collections.abc import Callable

Lane = Callable[[], int]

_lanes: dict[str, Lane] = {}
_renewals: list[Callable[[], None]] = []


def lane(name: str) -> Callable[[Lane], Lane]:
    """Declare a queue that workers drain."""

    def register(function: Lane) -> Lane:
        _lanes[name] = function
        return function

    return register


def renewal(function: Callable[[], None]) -> Callable[[], None]:
    """Declare what gives the sign of life for claimed work, every `leases.RENEWAL`."""
    _renewals.append(function)
    return function


def lanes() -> dict[str, Lane]:
    """All lanes by name."""
    return dict(_lanes)


def renewals() -> list[Callable[[], None]]:
    """All signs of life."""
    return list(_renewals)
