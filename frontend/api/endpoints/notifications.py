"""Notifications of the caller: list, mark as read."""

from typing import Any

from django.conf import settings
from ninja import Query, Router
from ninja.responses import Status

from accounts.models import Member
from core import languages
from core.errors import NotSignedIn
from forum.actions.notification_reading import mark_notifications_read
from forum.queries.notifications import notifications_for, unseen_count
from frontend.api import idempotency, responses
from frontend.api.callers import ApiRequest, reads, writes
from frontend.api.notification_schemas import (
    NotificationsIn,
    NotificationsOut,
    NotificationsReadIn,
    UnseenOut,
)
from frontend.api.reading import Reading, reading_of
from frontend.notifications.lines import Line, lines

router = Router(tags=["notifications"])


@router.get(
    "/notifications",
    response=responses.reading(NotificationsOut),
    auth=reads,
    exclude_unset=True,
    summary="What I am told",
)
def list_notifications(request: ApiRequest, asked: Query[NotificationsIn]) -> dict[str, Any]:
    """Newest first. Reading the list marks nothing."""
    if request.auth.member is None:
        raise NotSignedIn
    reading = reading_of(request, asked)
    page = notifications_for(
        request.auth, unread=asked.unread, cursor=asked.cursor, limit=asked.limit
    )
    with languages.using(reading.reader.language):
        items = [_told(line, reading) for line in lines(page.items, reading.reader)]
    return {
        "items": items,
        "next": page.next,
        "previous": page.previous,
        "unseen": unseen_count(request.auth.member),
    }


def _told(line: Line, reading: Reading) -> dict[str, Any]:
    row = line.row
    return {
        "id": row.pk,
        "type": row.type,
        "text": line.text,
        "url": settings.PUBLIC_URL + line.path,
        "thread": row.thread_id,
        "post": row.post_id,
        "title": line.title.as_api(originals=reading.originals) if line.title else None,
        "actor": _actor(row.actor),
        "created": row.created,
        "seen": row.seen,
        "read": row.read,
    }


def _actor(row: Member | None) -> dict[str, Any] | None:
    return {"username": row.username, "name": row.name} if row else None


@router.post(
    "/notifications/read",
    response=responses.writing(UnseenOut),
    auth=writes,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Mark as read",
)
def read_notifications(request: ApiRequest, sent: NotificationsReadIn) -> Status[Any]:
    """Some, or all. What is not the caller's is left alone."""
    member = request.auth.member
    assert member

    def act() -> Status[Any]:
        mark_notifications_read(actor=request.auth, ids=None if sent.all else sent.ids)
        return Status(200, {"unseen": unseen_count(member)})

    return idempotency.once(request, act)
