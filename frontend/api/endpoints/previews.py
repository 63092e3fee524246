"""How a text would be read in another language.

A worker makes previews, so that models are loaded once and a broken one ends no server. The
server waits for the answer by looking at the row from time to time, in the thread that serves
this one request (under ASGI every request has its own; no event loop waits). At most
`PLACES` calls of a process wait at a time; the next ones are told to ask again at once, so that
slow engines cannot take the threads that pages need.
"""

import time
from threading import BoundedSemaphore
from typing import Any

from django.core.signing import BadSignature, Signer
from ninja import Router
from ninja.responses import Status

from core.errors import NotFound, Unavailable
from frontend import limits
from frontend.api import idempotency, responses
from frontend.api.callers import ApiRequest, caller_key, caller_of, reads
from frontend.api.schemas import ErrorOut, PendingOut, PreviewIn, PreviewOut
from translation.actions import request_preview
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

IDS = Signer(salt="frontend.api.previews", sep=".")
"""Ids cannot be guessed: visitors behind one address are one caller, yet not one person."""

places = BoundedSemaphore(PLACES)
router = Router(tags=["translations"])
RESPONSES: dict[Any, Any] = {
    200: PreviewOut,
    202: PendingOut,
    responses.WRITE_REFUSALS | {503}: ErrorOut,
}
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


@router.post(
    "/translations/preview",
    response=RESPONSES,
    auth=reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Translate a text without storing it",
)
def preview(request: ApiRequest, sent: PreviewIn) -> Status[Any]:
    """Answers within 10 seconds; else 202 with an `id` to ask again."""

    def ask() -> Status[Any]:
        limits.spend(caller_of(request), limits.PREVIEWS)
        job = request_preview(**sent.dict(), requester=caller_key(request))
        return _pending(job)

    asked = idempotency.once(request, ask)
    if asked.status_code != 202:
        return asked
    answer = _answer(_waited_for(_job(request, asked.value["id"])))
    if answer.status_code == 200:
        idempotency.store_later_answer(request, answer)
    return answer


@router.get(
    "/translations/preview/{preview_id}",
    response=RESPONSES,
    auth=reads,
    exclude_unset=True,
    summary="A preview that took longer",
)
def read_preview(request: ApiRequest, preview_id: str) -> Status[Any]:
    """For who asked for it, for an hour."""
    return _answer(_job(request, preview_id))


def _pending(job: PreviewJob) -> Status[Any]:
    return Status(202, {"id": IDS.sign(str(job.pk))})


def _job(request: ApiRequest, preview_id: str) -> PreviewJob:
    try:
        pk = int(IDS.unsign(preview_id))
    except BadSignature as error:
        raise NotFound from error
    job = PreviewJob.objects.filter(pk=pk, requester=caller_key(request)).first()
    if job is None:
        raise NotFound
    return job


def _waited_for(job: PreviewJob) -> PreviewJob:
    """The job, done if a worker did it in time and there was a place to wait."""
    if not places.acquire(blocking=False):
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


def _answer(job: PreviewJob) -> Status[Any]:
    if job.done is None:
        return _pending(job)
    if job.result is None:
        raise _failure(job)
    return Status(200, job.result)


def _failure(job: PreviewJob) -> Unavailable:
    source, target = job.source_language, job.language
    cls = _FAILURES.get(job.failure, EngineError)
    return cls(source=source, target=target, package=f"{source}_{target}")
