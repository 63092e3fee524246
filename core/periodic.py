"""Recurring work that apps declare in their `tasks.py`; one worker runs each when it is due."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from core.models import PeriodicRun

logger = logging.getLogger(__name__)

Task = Callable[[], object]
_tasks: dict[str, tuple[timedelta, Task]] = {}


def periodic(*, name: str, every: timedelta) -> Callable[[Task], Task]:
    """Declare `function` to run about `every` so often, on one worker at a time."""

    def register(function: Task) -> Task:
        _tasks[name] = (every, function)
        return function

    return register


def run_due() -> list[str]:
    """Run what is due; the names of what ran."""
    now = timezone.now()
    known = set(PeriodicRun.objects.values_list("name", flat=True))
    PeriodicRun.objects.bulk_create(
        [PeriodicRun(name=name, due=now) for name in _tasks.keys() - known], ignore_conflicts=True
    )
    due = PeriodicRun.objects.filter(due__lte=now, name__in=_tasks).order_by("due")
    return [row.name for row in due if _run(row)]


def _run(row: PeriodicRun) -> bool:
    every, function = _tasks[row.name]
    now = timezone.now()
    mine = PeriodicRun.objects.filter(pk=row.pk, due=row.due).update(due=now + every, started=now)
    if not mine:
        return False
    failure = ""
    try:
        function()
    except Exception as error:  # recurring work must not end the worker; it is tried again
        logger.exception("periodic task %s failed", row.name)
        failure = repr(error)
    PeriodicRun.objects.filter(pk=row.pk, started=now).update(
        finished=timezone.now(), failure=failure
    )
    return True
