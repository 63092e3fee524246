"""Whom somebody can mention, while she types the name."""

from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from forum.queries.mentionable import MENTIONABLE_MAX, PREFIX_MAX_CHARS, mentionable
from frontend import limits
from frontend.api import responses
from frontend.api.callers import ApiRequest, caller_of, reads
from frontend.api.schemas import ID_MAX, AuthorOut

router = Router(tags=["members"])


class NamesIn(Schema):
    prefix: str = Field("", max_length=PREFIX_MAX_CHARS, description="How the name begins.")
    thread: int | None = Field(
        None, ge=1, le=ID_MAX, description="People of this thread come first, then its community's."
    )
    limit: int = Field(MENTIONABLE_MAX, ge=1, le=20)


class NamesOut(Schema):
    items: list[AuthorOut]


@router.get(
    "/members",
    response=responses.writing(NamesOut),
    auth=reads,
    summary="Members whose name begins so",
)
def list_mentionable(request: ApiRequest, asked: Query[NamesIn]) -> dict[str, Any]:
    """For members only. Without a prefix: who wrote in the thread lately."""
    limits.spend(caller_of(request), limits.COMPLETIONS)
    found = mentionable(request.auth, asked.prefix, thread_id=asked.thread, limit=asked.limit)
    return {"items": [{"username": row.username, "name": row.name} for row in found]}
