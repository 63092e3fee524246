"""Posts: read, write, edit, delete, restore, accept; and the state of their translations."""

from typing import Any

from django.db import transaction
from ninja import Query, Router
from ninja.responses import Status

from core.errors import NotFound
from forum import actions
from forum.actions.removal import own_deleted
from forum.models import Post
from forum.queries import post_for, posts_for, thread_for
from frontend import limits
from frontend.api import idempotency, responses, serializers
from frontend.api.callers import ApiRequest, caller_of, reads, writes, writes_and_reads
from frontend.api.reading import note_demand, reading_of
from frontend.api.schemas import (
    PostChangesIn,
    PostIn,
    PostOut,
    PostsIn,
    PostsOut,
    ReadingIn,
    TranslationStatesOut,
)
from translation.queries import states_of

router = Router(tags=["posts"])


@router.get(
    "/threads/{int:thread_id}/posts",
    response=responses.reading(PostsOut),
    auth=reads,
    exclude_unset=True,
    summary="The posts of a thread",
)
def list_posts(request: ApiRequest, thread_id: int, asked: Query[PostsIn]) -> dict[str, Any]:
    reading = reading_of(request, asked)
    thread = thread_for(request.auth, thread_id)
    page = posts_for(
        request.auth,
        thread,
        cursor=asked.cursor,
        around=asked.around,
        order=asked.order,
        limit=asked.limit,
    )
    note_demand(request, reading, thread.community, thread)
    return serializers.posts(page, thread, reading)


@router.post(
    "/threads/{int:thread_id}/posts",
    response=responses.writing(PostOut, status=201),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Answer or comment",
)
@idempotency.answered_once(still_there=post_for)
def publish_post(
    request: ApiRequest, thread_id: int, sent: PostIn, asked: Query[ReadingIn]
) -> Status[Any]:
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    post = _published(request, thread_id, sent)
    return Status(201, serializers.post(post_for(request.auth, post.pk), reading))


@transaction.atomic
def _published(request: ApiRequest, thread_id: int, sent: PostIn) -> Post:
    """The post with its poll, or neither."""
    post = actions.publish_post(
        actor=request.auth,
        thread=thread_for(request.auth, thread_id),
        body=sent.body,
        kind=sent.kind,
        language=sent.language,
        reply_to=post_for(request.auth, sent.reply_to) if sent.reply_to else None,
        whisper=sent.whisper,
    )
    if sent.poll:
        draft = actions.PollDraft(sent.poll.options, sent.poll.multiple, sent.poll.closes)
        actions.open_poll(actor=request.auth, post=post, draft=draft)
    return post


@router.get(
    "/posts/{int:post_id}",
    response=responses.reading(PostOut),
    auth=reads,
    exclude_unset=True,
    summary="A post",
)
def read_post(request: ApiRequest, post_id: int, asked: Query[ReadingIn]) -> dict[str, Any]:
    reading = reading_of(request, asked)
    post = post_for(request.auth, post_id)
    note_demand(request, reading, post.thread.community, post.thread)
    return serializers.post(post, reading)


@router.patch(
    "/posts/{int:post_id}",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    summary="Edit a post",
)
def edit_post(
    request: ApiRequest, post_id: int, sent: PostChangesIn, asked: Query[ReadingIn]
) -> dict[str, Any]:
    """Where `revision` is not the present one: 409 `edit_conflict`, with what stands now in
    `error.current`."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    post = actions.edit_post(
        actor=request.auth,
        post=post_for(request.auth, post_id),
        revision=sent.revision,
        body=sent.body,
        language=sent.language,
        merging=sent.merging,
    )
    return serializers.post(post, reading)


@router.delete(
    "/posts/{int:post_id}",
    response=responses.writing(None, status=204),
    auth=writes,
    summary="Delete a post",
)
def delete_post(request: ApiRequest, post_id: int) -> Status[None]:
    """Deleting the opening post deletes its thread."""
    limits.spend(caller_of(request), limits.WRITES)
    actions.delete_post(actor=request.auth, post=post_for(request.auth, post_id))
    return Status(204, None)


@router.post(
    "/posts/{int:post_id}/restore",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Bring a deleted post back",
)
@idempotency.answered_once(still_there=post_for)
def restore_post(request: ApiRequest, post_id: int, asked: Query[ReadingIn]) -> Status[Any]:
    """Authors restore what they deleted themselves, staff what they may see."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    actions.restore_post(actor=request.auth, post=_deleted(request, post_id))
    return Status(200, serializers.post(post_for(request.auth, post_id), reading))


def _deleted(request: ApiRequest, post_id: int) -> Post:
    try:
        return own_deleted(request.auth, post_id)
    except NotFound:
        return post_for(request.auth, post_id)


@router.post(
    "/posts/{int:post_id}/accept",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Accept an answer",
)
@idempotency.answered_once(still_there=post_for)
def accept_answer(request: ApiRequest, post_id: int, asked: Query[ReadingIn]) -> Status[Any]:
    """Only who asked accepts; an earlier choice gives way, unless the category allows several."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    actions.accept_answer(actor=request.auth, post=post_for(request.auth, post_id))
    return Status(200, serializers.post(post_for(request.auth, post_id), reading))


@router.delete(
    "/posts/{int:post_id}/accept",
    response=responses.writing(PostOut),
    auth=writes_and_reads,
    exclude_unset=True,
    summary="Take an acceptance back",
)
def unaccept_answer(request: ApiRequest, post_id: int, asked: Query[ReadingIn]) -> dict[str, Any]:
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    actions.unaccept_answer(actor=request.auth, post=post_for(request.auth, post_id))
    return serializers.post(post_for(request.auth, post_id), reading)


@router.get(
    "/posts/{int:post_id}/translations",
    response=responses.reading(TranslationStatesOut),
    auth=reads,
    summary="What became of a post's translations",
)
def list_translations(request: ApiRequest, post_id: int) -> dict[str, Any]:
    return {"items": states_of(post_for(request.auth, post_id).body), "next": None}
