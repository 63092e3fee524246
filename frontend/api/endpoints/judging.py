"""Votes, “solved for me too”, polls; closing, locking and pinning of threads."""

from typing import Any

from ninja import Query, Router
from ninja.responses import Status

from forum import actions
from forum.queries import post_for, thread_for
from frontend import limits
from frontend.api import idempotency, responses, serializers
from frontend.api.callers import ApiRequest, caller_of, writes_and_reads
from frontend.api.endpoints import threads
from frontend.api.judging_schemas import PollVoteIn, ThreadChangesIn, VoteIn
from frontend.api.reading import reading_of
from frontend.api.schemas import PostOut, ReadingIn, ThreadOut
from frontend.api.thread_changes import change

router = Router(tags=["posts"])


@router.put(
    "/posts/{int:post_id}/vote",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    summary="Vote on a post",
)
def vote(
    request: ApiRequest, post_id: int, sent: VoteIn, asked: Query[ReadingIn]
) -> dict[str, Any]:
    """1 for useful, -1 with a `reason` for not useful, 0 takes the vote back. Nobody votes on his
    own posts (403 `own_post`)."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    post = post_for(request.auth, post_id)
    actions.vote(actor=request.auth, post=post, value=sent.value, reason=sent.reason or "")
    return serializers.post(post_for(request.auth, post_id), reading)


@router.post(
    "/posts/{int:post_id}/solved-me-too",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="An answer helped the caller, too",
)
@idempotency.answered_once(still_there=post_for)
def confirm_answer(request: ApiRequest, post_id: int, asked: Query[ReadingIn]) -> Status[Any]:
    """Not for who asked: he accepts the answer (422 `asker_accepts`)."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    actions.confirm_answer(actor=request.auth, post=post_for(request.auth, post_id))
    return Status(200, serializers.post(post_for(request.auth, post_id), reading))


@router.delete(
    "/posts/{int:post_id}/solved-me-too",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    summary="Take that back",
)
def unconfirm_answer(request: ApiRequest, post_id: int, asked: Query[ReadingIn]) -> dict[str, Any]:
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    actions.unconfirm_answer(actor=request.auth, post=post_for(request.auth, post_id))
    return serializers.post(post_for(request.auth, post_id), reading)


@router.put(
    "/posts/{int:post_id}/poll",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    summary="Vote in the poll of a post",
)
def vote_poll(
    request: ApiRequest, post_id: int, sent: PollVoteIn, asked: Query[ReadingIn]
) -> dict[str, Any]:
    """What was chosen before no longer counts; after the end 409 `poll_closed`."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    post = post_for(request.auth, post_id)
    actions.vote_poll(actor=request.auth, post=post, options=sent.options)
    return serializers.post(post_for(request.auth, post_id), reading)


@router.post(
    "/posts/{int:post_id}/poll/end",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="End the poll of a post now",
)
@idempotency.answered_once(still_there=post_for)
def end_poll(request: ApiRequest, post_id: int, asked: Query[ReadingIn]) -> Status[Any]:
    """For the author of the post and who may edit posts of others. Twice is once; nothing opens
    a poll again."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    actions.close_poll(actor=request.auth, post=post_for(request.auth, post_id))
    return Status(200, serializers.post(post_for(request.auth, post_id), reading))


# On the router of the threads: one address belongs to one router.
@threads.router.patch(
    "/threads/{int:thread_id}",
    response=responses.writing(ThreadOut),
    auth=writes_and_reads,
    exclude_unset=True,
    summary="Close, lock, pin, slow down, move or hide a thread",
)
def change_thread(
    request: ApiRequest, thread_id: int, sent: ThreadChangesIn, asked: Query[ReadingIn]
) -> dict[str, Any]:
    """Authors close their own threads and open them again; all else is for who moderates (scope
    `moderate`). One change a call."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    change(request.auth, thread_for(request.auth, thread_id), sent)
    return serializers.thread(thread_for(request.auth, thread_id), reading)
