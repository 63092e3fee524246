"""Drafts of the caller: what she is writing, on every device."""

from typing import Any

from django.db import transaction
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from core.errors import NotSignedIn
from forum.actions.drafts import Saving, check_place, delete_draft, save_draft, take_turn
from forum.models import Draft
from forum.queries.drafts import drafts_at, drafts_of
from frontend import limits
from frontend.api import responses
from frontend.api.callers import ApiRequest, caller_of, reads, writes, writes_and_reads
from frontend.api.draft_schemas import DraftIn, DraftsOut, SavedOut
from frontend.pages.submitting import was_sent

router = Router(tags=["drafts"])


class CopyIn(Schema):
    conflict: int | None = Field(
        None, ge=0, le=1000, description="One of them; without it the draft and all its copies."
    )


@router.get(
    "/drafts", response=responses.reading(DraftsOut), auth=reads, summary="The caller's drafts"
)
def list_drafts(request: ApiRequest) -> dict[str, Any]:
    return {"items": drafts_of(request.auth)}


@router.get(
    "/drafts/{path:place}",
    response=responses.reading(DraftsOut),
    auth=reads,
    summary="The draft of a place, with its copies",
)
def read_draft(request: ApiRequest, place: str) -> dict[str, Any]:
    """`place` is `ask`, `ask/{community}`, `reply/{thread}` or `edit/{post}`. No draft is no
    error."""
    return {"items": drafts_at(request.auth, check_place(place))}


@router.put(
    "/drafts/{path:place}",
    response=responses.writing(SavedOut),
    auth=writes_and_reads,
    summary="Keep a draft",
)
def keep_draft(request: ApiRequest, place: str, sent: DraftIn) -> dict[str, Any]:
    """On top of another version than the present one a copy is kept beside it: `conflict` is its
    number, `others` what stands there besides. A draft without text is deleted."""
    limits.spend(caller_of(request), limits.DRAFTS)
    member = request.auth.member
    if member is None:
        raise NotSignedIn
    with transaction.atomic():
        take_turn(request.auth)
        if was_sent(member, sent.device):
            return {"conflict": None, "version": 0, "others": []}
        saving = Saving(sent.fields, sent.version, sent.device)
        row = save_draft(actor=request.auth, place=place, saving=saving)
        present = drafts_at(request.auth, place)
    return _saved(row, present)


def _saved(row: Draft | None, present: list[Draft]) -> dict[str, Any]:
    return {
        "conflict": row.conflict if row else None,
        # A copy belongs to its device; a version is only needed where devices take turns.
        "version": row.version if row and not row.conflict else 0,
        "others": [each for each in present if row is None or each.pk != row.pk],
    }


@router.delete(
    "/drafts/{path:place}",
    response=responses.writing(None, status=204),
    auth=writes,
    summary="Throw a draft away",
)
def throw_away(request: ApiRequest, place: str, which: Query[CopyIn]) -> Status[None]:
    limits.spend(caller_of(request), limits.DRAFTS)
    delete_draft(actor=request.auth, place=place, conflict=which.conflict)
    return Status(204, None)
