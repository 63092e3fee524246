"""What `manage.py reconcile` can mend: functions that apps declare in their `tasks.py`."""

from collections.abc import Callable

Reconciler = Callable[[], int]

_reconcilers: dict[str, Reconciler] = {}


def reconciler(name: str) -> Callable[[Reconciler], Reconciler]:
    """Declare a function that finds and mends one kind of damage and counts what it mended."""

    def register(function: Reconciler) -> Reconciler:
        _reconcilers[name] = function
        return function

    return register


def reconcilers() -> dict[str, Reconciler]:
    """All of them by name."""
    return dict(_reconcilers)
