"""Threads: list, read, open."""

from typing import Any, TypedDict

from ninja import Query, Router
from ninja.responses import Status

from accounts.models import Community
from accounts.queries import community_for
from core import languages
from core.errors import InvalidInput, NotFound
from forum import actions
from forum.models import Category, Product, Tag
from forum.queries import (
    category_for,
    posts_for,
    product_for,
    similar_threads,
    tag_for,
    thread_for,
    threads_for,
)
from frontend import limits
from frontend.api import idempotency, responses, serializers
from frontend.api.callers import ApiRequest, caller_of, reads, writes_and_reads
from frontend.api.reading import Reading, note_demand, reading_of
from frontend.api.schemas import (
    ReadingIn,
    SimilarIn,
    TagsIn,
    ThreadIn,
    ThreadOut,
    ThreadsIn,
    ThreadsOut,
)

router = Router(tags=["threads"])


class Place(TypedDict, total=False):
    """Where a list stands."""

    community: Community
    category: Category
    tag: Tag
    product: Product


@router.get(
    "/threads",
    response=responses.reading(ThreadsOut),
    auth=reads,
    exclude_unset=True,
    summary="Threads",
)
def list_threads(request: ApiRequest, asked: Query[ThreadsIn]) -> dict[str, Any]:
    """A parent category holds the threads of all below it, too."""
    reading = reading_of(request, asked)
    place = _place(request, asked)
    page = threads_for(
        request.auth,
        order=asked.order,
        cursor=asked.cursor,
        limit=asked.limit,
        state=asked.state,
        kind=asked.kind,
        language=languages.canonical(asked.language) if asked.language else None,
        country=asked.country,
        show=asked.show,
        **place,
    )
    community = place.get("community")
    for seen in [community] if community else [item.community for item in page.items[:1]]:
        note_demand(request, reading, seen)
    return serializers.threads(page, reading)


def _place(request: ApiRequest, asked: ThreadsIn) -> Place:
    """Raises InvalidInput for slugs without a community, and NotFound."""
    if asked.community is None:
        if asked.category or asked.tag or asked.product:
            raise InvalidInput(fields={"community": InvalidInput.message})
        return {}
    community = community_for(request.auth, asked.community)
    place: Place = {"community": community}
    if asked.category:
        place["category"] = category_for(request.auth, community, asked.category)
    if asked.tag:
        place["tag"] = tag_for(community, asked.tag)
    if asked.product:
        place["product"] = product_for(community, asked.product)
    return place


@router.get(
    "/threads/similar",
    response=responses.reading(ThreadsOut),
    auth=reads,
    exclude_unset=True,
    summary="Threads like one that is about to be opened",
)
def list_similar(request: ApiRequest, asked: Query[SimilarIn]) -> dict[str, Any]:
    """Titles are compared as written and as read in `lang`; solved threads come first."""
    limits.spend(caller_of(request), limits.SIMILAR)
    reading = reading_of(request, asked)
    community = community_for(request.auth, asked.community) if asked.community else None
    rows = similar_threads(
        request.auth,
        title=asked.title.replace("\0", ""),
        body=asked.body.replace("\0", ""),
        language=reading.reader.language,
        community=community,
        limit=asked.limit,
    )
    return {"items": serializers.thread_items(rows, reading), "next": None, "previous": None}


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
        details=_details(sent, community, reading),
    )
    thread = thread_for(request.auth, thread.pk)
    return Status(201, serializers.thread(thread, reading, posts_for(request.auth, thread)))


def _details(sent: ThreadIn, community: Community, reading: Reading) -> actions.Details:
    try:
        product = product_for(community, sent.product) if sent.product else None
    except NotFound as error:
        raise InvalidInput(fields={"product": NotFound.message}) from error
    urgencies = {name: value for value, name in serializers.URGENCY.items()}
    return actions.Details(
        product=product,
        product_version=sent.product_version,
        urgency=urgencies[sent.urgency],
        tags=sent.tags,
        read_in=reading.reader.language,
    )


@router.put(
    "/threads/{int:thread_id}/tags",
    response=responses.writing(ThreadOut),
    auth=writes_and_reads,
    exclude_unset=True,
    summary="Change the tags of a thread",
)
def retag_thread(
    request: ApiRequest, thread_id: int, sent: TagsIn, asked: Query[ReadingIn]
) -> dict[str, Any]:
    """Authors change those of their own threads, from a level on members those of others."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    actions.retag(
        actor=request.auth,
        thread=thread_for(request.auth, thread_id),
        tags=sent.tags,
        language=reading.reader.language,
    )
    return serializers.thread(thread_for(request.auth, thread_id), reading)


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
