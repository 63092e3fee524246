"""How a poll stands in its post: options in the reader's language, with what was chosen so far.

The same for everybody; what somebody chose himself is a `Mark` beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forum.queries import OpenedPoll
from frontend.pages.texts import NOBODY, TextView, text_view
from frontend.pages.visitor import Reading
from translation.models import Text
from translation.queries import Rendered


@dataclass(frozen=True, slots=True)
class OptionView:
    """`share` is that of those who took part, 0 to 1."""

    id: int
    text: TextView
    votes: int
    share: float

    @property
    def percent(self) -> int:
        """The same, rounded, for the bar."""
        return round(100 * self.share)


@dataclass(frozen=True, slots=True)
class PollView:
    """`voters` is how many members took part."""

    options: tuple[OptionView, ...]
    multiple: bool
    closes: datetime | None
    ended: bool
    voters: int


def texts_in(polls: Mapping[int, OpenedPoll]) -> list[Text]:
    """The texts of all options of some polls."""
    return [option.text for opened in polls.values() for option in opened.options]


def poll_view(
    opened: OpenedPoll | None, rendered: Mapping[int, Rendered], reading: Reading = NOBODY
) -> PollView | None:
    """The poll as somebody who reads so sees it; None where there is none."""
    if opened is None:
        return None
    poll = opened.poll
    options = tuple(
        OptionView(
            option.pk,
            text_view(rendered[option.text_id], reading),
            option.votes_count,
            option.votes_count / poll.voters_count if poll.voters_count else 0.0,
        )
        for option in opened.options
    )
    return PollView(options, poll.multiple, poll.closes, opened.has_ended(), poll.voters_count)
