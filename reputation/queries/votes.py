"""What votes and confirmations grant."""

from datetime import datetime
from typing import Any

from forum.models import Post, Thread
from reputation.grants import Grant
from reputation.models import Claim
from reputation.queries.copies import is_near_copy
from reputation.queries.waiting import voter_of
from reputation.rules import ACCEPT_HOLD


def credited_post(post_id: int, *, thread_id: int, kind: str = "") -> Post | None:
    """A post with what is to be known of it, in the thread and of the kind that it was when the
    news was written, wherever it was moved since; None where it is no more."""
    rows = Post.objects.select_related("thread__community", "thread__author", "body", "author")
    post = rows.filter(pk=post_id).first()
    if post is None:
        return None
    if post.thread_id != thread_id:
        then = Thread.objects.select_related("community", "author").filter(pk=thread_id).first()
        post.thread = then or post.thread
    post.kind = kind or post.kind
    return post


def vote_grants(post: Post, *, voter_id: int, value: int, at: datetime) -> list[Grant]:
    """What a vote means for the post's author, and a downvote of an answer for the voter."""
    about = _about(post, voter_id, at)
    if value > 0:
        code = _code_of_vote(post)
        return _to_author(code, post, about) if code else []
    grants = _to_author("post_down", post, about)
    if post.kind == Post.Kind.ANSWER:
        grants.append(Grant(code="down_cast", member_id=voter_id, **about))
    return grants


def confirmation_grants(post: Post, *, member_id: int, at: datetime) -> list[Grant]:
    """What it means that an answer helped another member, too."""
    return _to_author("solved_me_too", post, _about(post, member_id, at))


def _code_of_vote(post: Post) -> str:
    """Answers and questions earn; comments and other threads do not."""
    if post.kind == Post.Kind.ANSWER:
        return "answer_up"
    question = post.kind == Post.Kind.OPENING and post.thread.kind == Thread.Kind.QUESTION
    return "question_up" if question else ""


def _to_author(code: str, post: Post, about: dict[str, Any]) -> list[Grant]:
    return [Grant(code=code, member_id=post.author_id, **about)] if post.author_id else []


def _about(post: Post, voter_id: int, at: datetime) -> dict[str, Any]:
    voter, waiting = voter_of(voter_id, at=at)
    return {
        "object_type": "post",
        "object_id": post.pk,
        "thread_id": post.thread_id,
        "giver": voter_id,
        "hold": Claim.Hold.PENDING if waiting else "",
        "due": at + ACCEPT_HOLD if waiting else None,
        "member_language": post.body.language,
        "giver_language": voter.reading_language if voter else "",
        "member_country": post.author.country if post.author else "",
        "giver_country": voter.country if voter else "",
        "barred": "near_copy" if is_near_copy(post) else "",
    }
