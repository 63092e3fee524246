"""Merging and splitting threads."""

from typing import Any

from ninja import Query, Router
from ninja.responses import Status

from core.errors import InvalidInput, NotFound
from forum.actions.merge_proposals import propose_merge
from forum.actions.merging import merge_threads
from forum.actions.splitting import split_thread
from forum.actions.unmerging import undo_merge
from forum.models import Thread
from forum.queries import thread_for
from forum.queries.merging import merge_for, newest_merge
from frontend import limits
from frontend.api import idempotency, responses, serializers
from frontend.api.callers import ApiRequest, caller_of, writes_and_reads
from frontend.api.judging_schemas import MergeIn, SplitIn
from frontend.api.reading import reading_of
from frontend.api.schemas import ReadingIn, ThreadOut

router = Router(tags=["threads"])


@router.post(
    "/threads/{int:thread_id}/merge",
    response=responses.writing(ThreadOut),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Merge a thread into another one",
)
@idempotency.answered_once(still_there=thread_for)
def merge(
    request: ApiRequest, thread_id: int, sent: MergeIn, asked: Query[ReadingIn]
) -> Status[Any]:
    """Answers the thread that holds all posts now. Reading the merged one leads there (302)."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    merge_threads(
        actor=request.auth,
        source=thread_for(request.auth, thread_id),
        target=_other(request, sent.into),
        fewer_readers=sent.confirmed,
    )
    return Status(200, serializers.thread(thread_for(request.auth, sent.into), reading))


@router.post(
    "/threads/{int:thread_id}/merge/proposal",
    response=responses.writing(ThreadOut),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Propose that",
)
@idempotency.answered_once(still_there=thread_for)
def propose(
    request: ApiRequest, thread_id: int, sent: MergeIn, asked: Query[ReadingIn]
) -> Status[Any]:
    """From level 3 on; somebody who moderates decides. Answers the thread as it is until then."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    source = thread_for(request.auth, thread_id)
    propose_merge(actor=request.auth, source=source, target=_other(request, sent.into))
    return Status(200, serializers.thread(source, reading))


@router.delete(
    "/threads/{int:thread_id}/merge",
    response=responses.writing(ThreadOut),
    auth=writes_and_reads,
    exclude_unset=True,
    summary="Make two threads of it again",
)
def unmerge(request: ApiRequest, thread_id: int, asked: Query[ReadingIn]) -> dict[str, Any]:
    """`thread_id` is the one that was merged away, which is answered; for 30 days (then 409
    `too_late`)."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    found = newest_merge(thread_id)
    undo_merge(actor=request.auth, merge=merge_for(request.auth, found.pk))
    return serializers.thread(thread_for(request.auth, thread_id), reading)


@router.post(
    "/threads/{int:thread_id}/split",
    response=responses.writing(ThreadOut, status=201),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Make a thread of some posts",
)
@idempotency.answered_once(still_there=thread_for)
def split(
    request: ApiRequest, thread_id: int, sent: SplitIn, asked: Query[ReadingIn]
) -> Status[Any]:
    """The first of `posts` opens the new thread, which is answered."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    thread = thread_for(request.auth, thread_id)
    new = split_thread(actor=request.auth, thread=thread, posts=sent.posts, title=sent.title)
    return Status(201, serializers.thread(thread_for(request.auth, new.pk), reading))


def _other(request: ApiRequest, thread_id: int) -> Thread:
    try:
        return thread_for(request.auth, thread_id)
    except NotFound as error:
        raise InvalidInput(fields={"into": NotFound.message}) from error
