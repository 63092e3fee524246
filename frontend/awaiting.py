"""Waiting for previews that a worker makes.

Models are loaded once, by the worker, and a broken one ends no server. The server waits for the
answer by looking at the row from time to time, in the thread that serves this one request (under
ASGI every request has its own; no event loop waits). At most `PLACES` requests of a process wait
at a time; the next ones get their answer later, so that slow engines cannot take the threads that
pages need.
"""

import time
from threading import BoundedSemaphore

from translation.errors import (
    EngineError,
    EngineOutOfMemory,
    EngineUnavailable,
    InputRefused,
    PackageBroken,
    PairUnsupported,
)
from translation.models import PreviewJob

WAIT_SECONDS = 9.5
"""The contract says 10 in all."""
PAUSES_SECONDS = (0.05, 0.05, 0.1, 0.1, 0.2)
"""Between looks at the row; the last one repeats."""
PLACES = 8

places = BoundedSemaphore(PLACES)

_FAILURES: dict[str, type[EngineError]] = {
    cls.code: cls
    for cls in (
        PairUnsupported,
        EngineUnavailable,
        EngineOutOfMemory,
        PackageBroken,
        InputRefused,
    )
}


def waited_for(job: PreviewJob) -> PreviewJob:
    """The job, done if a worker did it in time and there was a place to wait."""
    if not places.acquire(blocking=False):
        job.refresh_from_db()
        return job
    try:
        deadline = time.monotonic() + WAIT_SECONDS
        pauses = iter(PAUSES_SECONDS)
        while job.done is None and time.monotonic() < deadline:
            time.sleep(next(pauses, PAUSES_SECONDS[-1]))
            job.refresh_from_db()
    finally:
        places.release()
    return job


def failure_of(job: PreviewJob) -> EngineError:
    """What a job that is done without a result failed of."""
    source, target = job.source_language, job.language
    cls = _FAILURES.get(job.failure, EngineError)
    return cls(source=source, target=target, package=f"{source}_{target}")
