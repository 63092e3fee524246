"""Topics and posts of Discourse as fields of records. Pure."""

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from forum.transfer.discourse_markup import from_cooked, from_raw

Row = Mapping[str, Any]

SMALL_ACTION, WHISPER = 3, 4
LIKE = 2
"""Discourse's numbers for kinds of posts and of actions."""
_POLL = re.compile(r"\[poll[^\]]*\](.*?)\[/poll\]", re.DOTALL)
_OPTION = re.compile(r"^\s*(?:[-*]|\d+\.)\s+(.+)$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")


def is_row(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a piece of JSON is an object."""
    return isinstance(value, dict)


def topic_fields(data: Row, posts: list[Row]) -> dict[str, Any]:
    """A topic; one with a solution is a question, every other one a discussion."""
    opening = posts[0] if posts else {}
    solved = _accepted_number(data) or any(post.get("accepted_answer") for post in posts)
    return {
        "key": str(data.get("id")),
        "category": str(data.get("category_id")),
        "title": str(data.get("title")),
        "kind": "question" if solved else "discussion",
        "author": _author(opening),
        "tags": topic_tags(data),
        "closed": bool(data.get("closed")),
        "locked": bool(data.get("archived")),
        "pinned": bool(data.get("pinned_globally") or data.get("pinned")),
        "language": str(data.get("locale") or ""),
        "created": data.get("created_at"),
    }


def topic_tags(data: Row) -> list[str]:
    """Names of tags, which newer versions give as objects."""
    tags = data.get("tags")
    rows = tags if isinstance(tags, list) else []
    return [str(tag.get("name", "")) if is_row(tag) else str(tag) for tag in rows if tag]


def post_fields(data: Row, post: Row, uploads: Mapping[str, str]) -> dict[str, Any] | None:
    """A post; None for what is deleted and for small notes of the system."""
    gone = post.get("deleted_at") or post.get("user_deleted")
    if gone or post.get("post_type") == SMALL_ACTION:
        return None
    topic, number = str(post.get("topic_id") or data.get("id")), post.get("post_number")
    answered = post.get("reply_to_post_number")
    accepted = post.get("accepted_answer") or _accepted_number(data) == number
    return {
        "key": f"{topic}-{number}",
        "thread": topic,
        "number": number,
        "kind": "opening" if number == 1 else None,
        "body": _body(post, uploads),
        "language": str(post.get("locale") or ""),
        "author": _author(post),
        "reply_to": f"{topic}-{answered}" if answered else None,
        "created": post.get("created_at"),
        "edited": post.get("updated_at") if _version(post) > 1 else None,
        "accepted": post.get("created_at") if accepted else None,
        "visibility": _visibility(post),
        "score": _likes(post),
        "poll": _poll(post),
    }


def _author(post: Row) -> str | None:
    name = post.get("username")
    return str(name).lower() if name else None


def _accepted_number(data: Row) -> int | None:
    accepted = data.get("accepted_answer")
    return accepted.get("post_number") if is_row(accepted) else None


def _version(post: Row) -> int:
    version = post.get("version")
    return version if isinstance(version, int) else 1


def _visibility(post: Row) -> str:
    if post.get("post_type") == WHISPER:
        return "staff"
    return "hidden" if post.get("hidden") else "public"


def _likes(post: Row) -> int:
    actions = post.get("actions_summary")
    for action in actions if isinstance(actions, list) else []:
        if is_row(action) and action.get("id") == LIKE:
            return int(action.get("count") or 0)
    return int(post.get("like_count") or 0)


def _body(post: Row, uploads: Mapping[str, str]) -> str:
    raw = post.get("raw")
    if isinstance(raw, str):
        without = _POLL.sub("", raw) if _poll(post) else raw
        body = from_raw(without, uploads)
    else:
        body = from_cooked(str(post.get("cooked") or ""), uploads)
    # A post may be nothing but its poll.
    return body or ("…" if _poll(post) else "")


def _poll(post: Row) -> dict[str, Any] | None:
    """The first poll of a post, with its numbers where the topic gives them."""
    polls = post.get("polls")
    if isinstance(polls, list) and polls and is_row(polls[0]):
        return _counted(polls[0])
    found = _POLL.search(str(post.get("raw") or ""))
    options = [option.strip() for option in _OPTION.findall(found[1])] if found else []
    return {"options": [{"text": option[:200]} for option in options]} if options else None


def _counted(poll: Row) -> dict[str, Any] | None:
    rows = poll.get("options")
    options = [
        {
            "text": _TAG.sub("", str(row.get("html") or "")).strip()[:200] or "…",
            "votes": int(row.get("votes") or 0),
        }
        for row in (rows if isinstance(rows, list) else [])
        if is_row(row)
    ]
    if not options:
        return None
    return {
        "multiple": poll.get("type") == "multiple",
        "closes": poll.get("close"),
        "voters": int(poll.get("voters") or 0),
        "options": options,
    }
