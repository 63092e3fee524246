"""What goes in where people vote, take part in polls and close threads."""

from typing import Literal

from pydantic import Field

from frontend.api.schemas import BodyIn, Truth, Whole


class VoteIn(BodyIn):
    value: int = Field(
        strict=True, ge=-1, le=1, description="1: useful, 0: no vote, -1: not useful"
    )
    reason: Literal["wrong", "unclear", "outdated", "off_topic"] | None = Field(
        None, description="needed for -1"
    )


class PollVoteIn(BodyIn):
    options: list[Whole] = Field(
        max_length=50, description="ids, instead of what was chosen before; none takes it back"
    )


class ThreadChangesIn(BodyIn):
    """What is left out stays as it is."""

    closed: Truth | None = None
    reason: Literal["not_needed", "duplicate", "outdated", "off_topic", "other"] = Field(
        "not_needed", description="of closing; authors give the first only"
    )
    locked: Truth | None = None
    pinned: Truth | None = None
