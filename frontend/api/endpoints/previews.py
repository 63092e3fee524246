"""How a text would be read in another language. How it is waited for: `frontend.awaiting`."""

from typing import Any

from django.core.signing import BadSignature, Signer
from ninja import Router
from ninja.responses import Status

from core.errors import NotFound
from frontend import limits
from frontend.api import idempotency, responses
from frontend.api.callers import ApiRequest, caller_key, caller_of, reads
from frontend.api.preview_schemas import PendingOut, PreviewIn, PreviewOut
from frontend.api.schemas import ErrorOut
from frontend.awaiting import failure_of, waited_for
from translation.actions import request_preview
from translation.models import PreviewJob

IDS = Signer(salt="frontend.api.previews", sep=".")
"""Ids cannot be guessed: visitors behind one address are one caller, yet not one person."""

router = Router(tags=["translations"])
RESPONSES: dict[Any, Any] = {
    200: PreviewOut,
    202: PendingOut,
    responses.WRITE_REFUSALS | {503}: ErrorOut,
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
    answer = _answer(waited_for(_job(request, asked.value["id"])))
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


def _answer(job: PreviewJob) -> Status[Any]:
    if job.done is None:
        return _pending(job)
    if job.result is None:
        raise failure_of(job)
    return Status(200, job.result)
