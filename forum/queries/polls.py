"""Polls of posts, with their options."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from forum.models import Poll, PollOption, Post


@dataclass(frozen=True, slots=True)
class OpenedPoll:
    """A poll with its options in order; each option has its text."""

    poll: Poll
    options: list[PollOption]

    def has_ended(self, now: datetime | None = None) -> bool:
        """True where nobody can take part any more."""
        return has_ended(self.poll, now)


def polls_of(posts: Iterable[Post]) -> dict[int, OpenedPoll]:
    """The polls of posts that came from a query of `forum.queries.posts`, by the id of the post.
    One query, none where no post has a poll."""
    polls = {post.poll.pk: post.poll for post in posts if has_poll(post)}
    if not polls:
        return {}
    found = {poll.post_id: OpenedPoll(poll, []) for poll in polls.values()}
    for option in PollOption.objects.filter(poll__in=polls).select_related("text"):
        found[polls[option.poll_id].post_id].options.append(option)
    return found


def has_poll(post: Post) -> bool:
    """Whether a post has a poll, without a query where the poll came with the post."""
    return getattr(post, "poll", None) is not None


def has_ended(poll: Poll, now: datetime | None = None) -> bool:
    """Whether a poll takes no votes any more."""
    return poll.closes is not None and poll.closes <= (now or timezone.now())
