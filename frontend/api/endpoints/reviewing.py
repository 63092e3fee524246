"""The review queue: list, claim, decide, undo. Tokens need the scope `moderate`."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Query, Router
from ninja.responses import Status

from accounts.models import Member
from accounts.permissions import Actor
from accounts.queries import community_for
from core import languages
from forum.actions.claims import claim_review, has_ended, release_review
from forum.actions.review_languages import texts_of
from forum.actions.rulings import Verdict, decide_review, undo_review
from forum.models import ReviewItem
from forum.queries.reviewing import Asked, item_for, items_for
from forum.review_kinds import Exhibit
from frontend import limits
from frontend.api import idempotency, responses
from frontend.api.callers import ApiRequest, caller_of, moderates
from frontend.api.reading import Reading, reading_of
from frontend.api.review_schemas import (
    ReviewIn,
    ReviewItemIn,
    ReviewItemOut,
    ReviewItemsOut,
    VerdictIn,
)
from frontend.pages.review_view import decisions_for, exhibits
from translation.models import Text
from translation.queries import Rendered, render

router = Router(tags=["moderation"])


@router.get(
    "/review",
    response=responses.reading(ReviewItemsOut),
    auth=moderates,
    exclude_unset=True,
    summary="What waits for a decision",
)
def list_items(request: ApiRequest, asked: Query[ReviewIn]) -> dict[str, Any]:
    """What presses most comes first; of what is decided, the newest. Only kinds, communities and
    languages that the caller decides on, and nothing that concerns himself."""
    reading = reading_of(request, asked)
    community = community_for(request.auth, asked.community) if asked.community else None
    wanted = Asked(community, asked.kind or "", asked.language or "")
    page = items_for(
        request.auth,
        wanted,
        decided=asked.state == "decided",
        cursor=asked.cursor,
        limit=asked.limit,
    )
    items = _told(request.auth, page.items, reading)
    return {"items": items, "next": page.next, "previous": page.previous}


@router.get(
    "/review/{int:item_id}",
    response=responses.reading(ReviewItemOut),
    auth=moderates,
    exclude_unset=True,
    summary="One item of the queue",
)
def one_item(request: ApiRequest, item_id: int, asked: Query[ReviewItemIn]) -> dict[str, Any]:
    return _one(request, item_for(request.auth, item_id), reading_of(request, asked))


@router.post(
    "/review/{int:item_id}/claim",
    response=responses.writing(ReviewItemOut),
    auth=moderates,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Work on an item for ten minutes",
)
@idempotency.answered_once(still_there=item_for)
def claim(request: ApiRequest, item_id: int, asked: Query[ReviewItemIn]) -> Status[Any]:
    """Until then nobody else decides on it (409 `review_claimed`). Texts that are not translated
    yet are translated into `lang` at once."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    item = item_for(request.auth, item_id)
    item = claim_review(actor=request.auth, item=item, language=reading.reader.language)
    return Status(200, _one(request, item, reading))


@router.delete(
    "/review/{int:item_id}/claim",
    response=responses.writing(ReviewItemOut),
    auth=moderates,
    exclude_unset=True,
    summary="Leave an item to others",
)
def release(request: ApiRequest, item_id: int, asked: Query[ReviewItemIn]) -> dict[str, Any]:
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    item = release_review(actor=request.auth, item=item_for(request.auth, item_id))
    return _one(request, item, reading)


@router.post(
    "/review/{int:item_id}/decide",
    response=responses.writing(ReviewItemOut),
    auth=moderates,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Decide on an item",
)
@idempotency.answered_once(still_there=item_for)
def decide(
    request: ApiRequest, item_id: int, sent: VerdictIn, asked: Query[ReviewItemIn]
) -> Status[Any]:
    """One of the item's `decisions`. What takes two people stays open after the first. Somebody
    was quicker: 409 `review_decided` or `review_claimed`."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    item = item_for(request.auth, item_id)
    item = decide_review(actor=request.auth, item=item, verdict=Verdict(**sent.dict()))
    return Status(200, _one(request, item, reading))


@router.post(
    "/review/{int:item_id}/undo",
    response=responses.writing(ReviewItemOut),
    auth=moderates,
    exclude_unset=True,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Take a decision back",
)
@idempotency.answered_once(still_there=item_for)
def undo(request: ApiRequest, item_id: int, asked: Query[ReviewItemIn]) -> Status[Any]:
    """What it did is undone, and the item is open again. Not every decision can be taken back
    (409 `not_undoable`)."""
    limits.spend(caller_of(request), limits.WRITES)
    reading = reading_of(request, asked)
    item = undo_review(actor=request.auth, item=item_for(request.auth, item_id))
    return Status(200, _one(request, item, reading))


def _one(request: ApiRequest, item: ReviewItem, reading: Reading) -> dict[str, Any]:
    (told,) = _told(request.auth, [item_for(request.auth, item.pk)], reading)
    return told


def _told(actor: Actor, items: Sequence[ReviewItem], reading: Reading) -> list[dict[str, Any]]:
    """Items with everything they show, rendered in one call."""
    shown = exhibits(actor, items)
    texts = [text for item in items for text in texts_of(item, shown[item.pk])]
    found = render(texts, reading.reader)
    with languages.using(reading.reader.language):
        return [
            {**_item(item, found, reading), **_exhibit(shown[item.pk], found, reading)}
            | {"decisions": _decisions(actor, item)}
            for item in items
        ]


def _item(item: ReviewItem, found: dict[int, Rendered], reading: Reading) -> dict[str, Any]:
    post, held = item.post, not has_ended(item)
    return {
        "id": item.pk,
        "url": settings.PUBLIC_URL + reverse("review_item", args=[item.pk]),
        "kind": item.kind,
        "community": item.community.slug,
        "language": item.language,
        "weight": item.weight,
        "state": item.state,
        "created": item.created,
        "thread": post.thread_id if post else None,
        "post": item.post_id,
        "revision": post.revision if post else None,
        "visibility": post.visibility if post else None,
        "title": _text(post.thread.title, found, reading) if post else None,
        "body": _text(post.body, found, reading) if post else None,
        "member": _person(item.member),
        "claimed_by": _person(item.claimed_by) if held else None,
        "claimed_until": item.claimed_until if held else None,
        "proposed": item.proposal,
        "proposed_by": _person(item.proposed_by),
        "decision": item.decision,
        "decided_by": _person(item.decided_by),
        "decided": item.decided,
    }


def _exhibit(exhibit: Exhibit, found: dict[int, Rendered], reading: Reading) -> dict[str, Any]:
    return {
        "voices": [
            {
                "name": voice.name,
                "reason": str(voice.label),
                "weight": voice.weight,
                "note": _text(voice.text, found, reading) if voice.text else None,
                "created": voice.at,
            }
            for voice in exhibit.voices
        ],
        "words": [
            {"label": str(one.label), "text": _text(one.text, found, reading)}
            for one in exhibit.words
        ],
        "phrases": [
            {"label": str(one.label), "language": one.language, "words": one.words}
            for one in exhibit.phrases
        ],
        "facts": [{"label": str(one.label), "value": str(one.value)} for one in exhibit.facts],
    }


def _decisions(actor: Actor, item: ReviewItem) -> list[dict[str, Any]]:
    if item.state != ReviewItem.State.OPEN:
        return []
    return [
        {
            "name": decision.name,
            "label": str(decision.label),
            "reasoned": decision.reasoned,
            "takes": sorted(decision.takes),
            "by_two": decision.by_two,
        }
        for decision in decisions_for(actor, item)
    ]


def _text(text: Text, found: dict[int, Rendered], reading: Reading) -> dict[str, Any]:
    return found[text.pk].as_api(originals=reading.originals)


def _person(member: Member | None) -> dict[str, str] | None:
    return {"username": member.username, "name": member.name} if member else None
