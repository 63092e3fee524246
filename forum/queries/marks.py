"""What a member pressed on posts: votes, confirmations, choices in polls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import F, IntegerField, QuerySet, Value

from core.prepared import prepared
from forum.models import Confirmation, PollVote, Post, Vote

CONFIRMED = 0
"""Stands beside the values of votes, 1 and -1, in the rows of the one query."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Of one post: `vote` is 1, -1 or 0, `options` are ids of what was chosen in its poll."""

    vote: int = 0
    confirmed: bool = False
    options: frozenset[int] = field(default_factory=frozenset)


NO_MARK = Mark()


def marks_by(member_id: int | None, posts: Iterable[Post]) -> dict[int, Mark]:
    """What a member pressed on each of the posts, by id; no entry where that is nothing. One
    query, none for a visitor."""
    ids = [post.pk for post in posts]
    if member_id is None or not ids:
        return {}
    found: dict[int, Mark] = {}
    for post_id, value, option_id in _rows(member=member_id, posts=ids):
        found[post_id] = _with(found.get(post_id, NO_MARK), value, option_id)
    return found


def _with(mark: Mark, value: int, option_id: int) -> Mark:
    if option_id:
        return Mark(mark.vote, mark.confirmed, mark.options | {option_id})
    if value == CONFIRMED:
        return Mark(mark.vote, True, mark.options)
    return Mark(value, mark.confirmed, mark.options)


@prepared
def _rows(*, member: int, posts: Sequence[int]) -> "QuerySet[Vote, tuple[int, int, int]]":
    """Post, value, option: of three tables at once."""
    none = Value(0, output_field=IntegerField())
    votes = Vote.objects.filter(member=member, post__in=posts)
    confirmations = Confirmation.objects.filter(member=member, post__in=posts)
    choices = PollVote.objects.filter(member=member, option__poll__post__in=posts)
    return votes.values_list("post_id", "value", none).union(
        confirmations.values_list("post_id", Value(CONFIRMED), none),
        choices.values_list(F("option__poll__post_id"), none, "option_id"),
        all=True,
    )
