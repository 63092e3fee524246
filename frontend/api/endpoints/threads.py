"""Threads: list, read, open."""

from typing import Any

from ninja import Query, Router
from ninja.responses import Status

from accounts.models import Community
from accounts.queries import community_for
from core.errors import InvalidInput
from forum import actions
from forum.models import Category
from forum.queries import category_for, posts_for, thread_for, threads_for
from frontend import limits
from frontend.api import idempotency, responses, serializers
from frontend.api.callers import ApiRequest, caller_of, reads, writes_and_reads
from frontend.api.reading import note_demand, reading_of
from frontend.api.schemas import ReadingIn, ThreadIn, ThreadOut, ThreadsIn, ThreadsOut

router = Router(tags=["threads"])


@router.get(
    "/threads",
    response=responses.reading(ThreadsOut),
    auth=reads,
    exclude_unset=True,
    summary="Threads",
)
def list_threads(request: ApiRequest, asked: Query[ThreadsIn]) -> dict[str, Any]:
    """A parent category holds the threads of its children too."""
    reading = reading_of(request, asked)
    community, category = _place(request, asked)
    page = threads_for(
        request.auth,
        community=community,
        category=category,
        state=asked.state,
        kind=asked.kind,
        order=asked.order,
        cursor=asked.cursor,
        limit=asked.limit,
    )
    for seen in [community] if community else [item.community for item in page.items[:1]]:
        note_demand(request, reading, seen)
    return serializers.threads(page, reading)


def _place(request: ApiRequest, asked: ThreadsIn) -> tuple[Community | None, Category | None]:
    if asked.community is None:
        if asked.category:
            raise InvalidInput(fields={"community": InvalidInput.message})
        return None, None
    community = community_for(request.auth, asked.community)
    if asked.category is None:
        return community, None
    return community, category_for(request.auth, community, asked.category)


@router.post(
    "/threads",
    response=responses.writing(ThreadOut, status=201),
    auth=writes_and_reads,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Open a thread",
)
@idempotency.answered_once(still_there=thread_for)
def open_thread(request: ApiRequest, sent: ThreadIn, asked: Query[ReadingIn]) -> Status[Any]:
    """The language of title and body is recognised unless it is said."""
    limits.spend(caller_of(request), limits.WRITES, limits.OPEN_THREADS)
    reading = reading_of(request, asked)
    community = community_for(request.auth, sent.community)
    thread = actions.open_thread(
        actor=request.auth,
        community=community,
        category=category_for(request.auth, community, sent.category),
        kind=sent.kind,
        title=sent.title,
        body=sent.body,
        language=sent.language,
        country=sent.country,
    )
    thread = thread_for(request.auth, thread.pk)
    return Status(201, serializers.thread(thread, reading, posts_for(request.auth, thread)))


@router.get(
    "/threads/{int:thread_id}",
    response=responses.reading(ThreadOut),
    auth=reads,
    exclude_unset=True,
    summary="A thread with its first posts",
)
def read_thread(request: ApiRequest, thread_id: int, asked: Query[ReadingIn]) -> dict[str, Any]:
    reading = reading_of(request, asked)
    thread = thread_for(request.auth, thread_id)
    note_demand(request, reading, thread.community, thread)
    return serializers.thread(thread, reading, posts_for(request.auth, thread))
