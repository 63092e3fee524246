"""Polls and what the caller pressed, as programs see them; for any number of posts at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forum.models import Post
from forum.queries import Mark, OpenedPoll, marks_by, polls_of
from frontend.api.reading import Reading
from translation.models import Text
from translation.queries import Rendered


@dataclass(frozen=True, slots=True)
class PostSet:
    """Posts with their polls and what the caller pressed, by id; two queries at most."""

    posts: Sequence[Post]
    marks: Mapping[int, Mark]
    polls: Mapping[int, OpenedPoll]

    @property
    def texts(self) -> list[Text]:
        """All that is to be rendered of them."""
        options = [one.text for opened in self.polls.values() for one in opened.options]
        return [*(post.body for post in self.posts), *options]


def post_set(posts: Sequence[Post], reading: Reading) -> PostSet:
    """Look up what belongs to posts from a query of `forum.queries.posts`."""
    return PostSet(posts, marks_by(reading.member_id, posts), polls_of(posts))


def poll(
    opened: OpenedPoll | None, mark: Mark, texts: Mapping[int, Rendered], reading: Reading
) -> dict[str, Any] | None:
    """A poll with its options in the reader's language."""
    if opened is None:
        return None
    return {
        "options": [
            {
                "id": option.pk,
                "text": texts[option.text_id].as_api(originals=reading.originals),
                "votes": option.votes_count,
                "chosen": option.pk in mark.options,
            }
            for option in opened.options
        ],
        "multiple": opened.poll.multiple,
        "closes": opened.poll.closes,
        "ended": opened.has_ended(),
        "voters": opened.poll.voters_count,
    }
