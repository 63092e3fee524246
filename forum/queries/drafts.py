"""A member's own drafts, and what they were meant for."""

from collections.abc import Iterable

from accounts.permissions import Actor
from core.errors import NotSignedIn
from forum.models import Draft, Thread
from forum.queries.posts import posts_by_id
from forum.visibility import thread_condition


def drafts_of(actor: Actor) -> list[Draft]:
    """Every draft of the actor's own, newest first. Raises NotSignedIn."""
    if actor.member is None:
        raise NotSignedIn
    return list(Draft.objects.filter(member=actor.member).order_by("-saved", "-id"))


def drafts_at(actor: Actor, place: str) -> list[Draft]:
    """The draft of a place (conflict 0) and the copies beside it, in order. Raises NotSignedIn."""
    if actor.member is None:
        raise NotSignedIn
    return list(Draft.objects.filter(member=actor.member, place=place).order_by("conflict"))


def threads_of_drafts(actor: Actor, drafts: Iterable[Draft]) -> dict[str, Thread]:
    """By place, the threads that drafts were written for, as far as the actor may read them.

    Two queries, however many drafts there are.
    """
    places = {draft.place for draft in drafts}
    replies = {place: key for place in places if (key := _id_in(place, "reply"))}
    edits = {place: key for place in places if (key := _id_in(place, "edit"))}
    rows = Thread.objects.filter(thread_condition(actor), pk__in=set(replies.values()))
    threads = {row.pk: row for row in rows.select_related("title")}
    posts = posts_by_id(actor, edits.values())
    found = {place: threads[key] for place, key in replies.items() if key in threads}
    return found | {place: posts[key].thread for place, key in edits.items() if key in posts}


def _id_in(place: str, kind: str) -> int | None:
    """The number in `reply/12`, for places of that kind."""
    name, _slash, key = place.partition("/")
    return int(key) if name == kind and key.isdecimal() else None
