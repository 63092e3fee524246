"""Reporting posts."""

from typing import Any, Literal

from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from core import languages
from forum.actions.flags import NOTE_MAX_CHARS, flag_post
from forum.queries import post_for
from frontend import limits
from frontend.api import idempotency, responses
from frontend.api.callers import ApiRequest, caller_of, writes_and_reads
from frontend.api.schemas import BodyIn

router = Router(tags=["posts"])

Reason = Literal["spam", "abuse", "off_topic", "translation", "personal_data", "illegal", "other"]


class FlagIn(BodyIn):
    reason: Reason
    note: str = Field(
        "", max_length=NOTE_MAX_CHARS, description="More about it; needed for `other`."
    )


class FlagOut(Schema):
    id: int
    reason: Reason
    state: Literal["open", "upheld", "rejected"]


@router.post(
    "/posts/{int:post_id}/flags",
    response=responses.writing(FlagOut, status=201),
    auth=writes_and_reads,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Report a post",
)
@idempotency.answered_once(still_there=lambda actor, flag_id: None)
def report_post(request: ApiRequest, post_id: int, sent: FlagIn) -> Status[Any]:
    """Reporting a post again answers with the first report."""
    limits.spend(caller_of(request), limits.WRITES, limits.REPORTS)
    flag = flag_post(
        actor=request.auth,
        post=post_for(request.auth, post_id),
        reason=sent.reason,
        note=sent.note,
        language=languages.current(),
    )
    return Status(201, {"id": flag.pk, "reason": flag.reason, "state": flag.state})
