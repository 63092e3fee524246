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
    hours: int | None = Field(
        None, strict=True, ge=1, le=8760, description="of locking; none is for good, for staff"
    )
    slow_seconds: int | None = Field(
        None, strict=True, ge=0, le=86_400, description="between two posts of one member"
    )
    category: str | None = Field(None, max_length=60, description="slug of another category")
    hidden: Truth | None = None
    hidden_reason: str = Field("", max_length=40, description="of hiding, as in moderation")
    confirmed: Truth = Field(
        False, description="other people may read it afterwards (`fewer_readers`, `more_readers`)"
    )


class MergeIn(BodyIn):
    into: Whole = Field(description="id of the thread that takes the posts")
    confirmed: Truth = Field(False, description="fewer people may read it there")


class SplitIn(BodyIn):
    posts: list[Whole] = Field(min_length=1, max_length=500)
    title: str = Field(max_length=400)
