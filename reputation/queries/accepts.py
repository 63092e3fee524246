"""What the acceptance of an answer grants: to who answered, to who asked, and for bridges."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.models import Member
from core.errors import InvalidInput
from forum.models import Post
from forum.queries.merging import opening_of
from reputation.grants import Grant
from reputation.models import Claim
from reputation.queries.copies import is_near_copy, is_pasted_translation
from reputation.queries.waiting import is_new
from reputation.rules import (
    ACCEPT_HOLD,
    BRIDGE_MIN_CHARS,
    BRIDGE_MIN_CONFIDENCE,
    COUNTRY_KEPT,
    SHORT_NOTICE,
)
from translation.detection import detect, prose
from translation.models import Text


def accept_grants(post: Post, *, thread_id: int, at: datetime) -> list[Grant]:
    """All that one acceptance grants, nothing where somebody accepted his own answer.

    `thread_id` is the thread in which it was accepted: the post may stand in another one now.
    """
    question = opening_of(thread_id)
    asker = Member.objects.filter(threads=thread_id).first()
    if post.author_id is None or (asker and asker.pk == post.author_id) or question is None:
        return []
    about = _about(post, question, asker, at) | {"thread_id": thread_id}
    codes = ["answer_accepted", *_bonuses(post, question, asker, at)]
    grants = [Grant(code=code, member_id=post.author_id, **about) for code in codes]
    return [*grants, *_to_asker(asker, about)]


def _to_asker(asker: Member | None, about: dict[str, Any]) -> list[Grant]:
    if asker is None:
        return []
    codes = ("accept_given", "welcome_accept")
    return [
        Grant(code=code, member_id=asker.pk, **{**about, "giver": 0, "barred": ""})
        for code in codes
    ]


def _bonuses(post: Post, question: Post, asker: Member | None, at: datetime) -> Iterator[str]:
    if _other_language(post.body, question.body) and not is_pasted_translation(post):
        yield "bridge_language"
    if asker and post.author and _other_country(post.author, asker, at):
        yield "bridge_country"
    if post.created - question.created <= SHORT_NOTICE:
        yield "short_notice"


def _other_language(answer: Text, question: Text) -> bool:
    """By what was written, not by what its author says it is."""
    written, asked = _detected(answer), _detected(question)
    long_enough = len(_prose(answer)) >= BRIDGE_MIN_CHARS
    return bool(long_enough and written and asked and written != asked)


def _detected(text: Text) -> str:
    """The language of a text without script and region; empty where that is not certain."""
    found = detect(_prose(text))
    certain = found.origin == "detected" and found.confidence >= BRIDGE_MIN_CONFIDENCE
    return found.language.partition("-")[0] if certain else ""


def _prose(text: Text) -> str:
    try:
        return prose(text.source, text.markup)
    except InvalidInput:
        return ""


def _other_country(one: Member, other: Member, at: datetime) -> bool:
    if not one.country or not other.country or one.country == other.country:
        return False
    return all((who.country_since or who.date_joined) <= at - COUNTRY_KEPT for who in (one, other))


def _about(post: Post, question: Post, asker: Member | None, at: datetime) -> dict[str, Any]:
    held = is_new(asker, at=at)
    return {
        "object_type": "post",
        "object_id": post.pk,
        "giver": asker.pk if asker else 0,
        "hold": Claim.Hold.HELD if held else "",
        "due": at + ACCEPT_HOLD if held else None,
        "member_language": post.body.language,
        "giver_language": question.body.language,
        "member_country": post.author.country if post.author else "",
        "giver_country": asker.country if asker else "",
        "barred": "near_copy" if is_near_copy(post) else "",
    }
