"""What the API takes and tells about people's translations."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from frontend.api.schemas import AuthorOut, BodyIn, Truth


class CorrectedSegmentIn(BodyIn):
    source: str = Field(
        max_length=200_000,
        description="a sentence as `segments` of the translation (or of a preview) tells it; or "
        "the whole source, where it is the only segment",
    )
    target: str = Field(
        max_length=1_000_000,
        description="its translation; code, addresses and names as they stand in `source`",
    )


class CorrectionsIn(BodyIn):
    segments: list[CorrectedSegmentIn] = Field(min_length=1, max_length=200)


class VoteIn(BodyIn):
    agrees: Truth


class DecisionIn(BodyIn):
    approved: Truth


class RatingIn(BodyIn):
    understandable: Truth


class RatingOut(Schema):
    lang: str = Field(description="of the translation")
    understandable: bool


class VotesOut(Schema):
    agree: int
    disagree: int


class CorrectionOut(Schema):
    """A better translation of one sentence."""

    id: int
    lang: str
    source: str
    before: str = Field(description="what stood there when it was proposed")
    target: str
    state: Literal["proposed", "approved", "rejected", "withdrawn", "replaced"]
    author: AuthorOut | None = Field(description="null where the account is gone")
    votes: VotesOut
    created: datetime
    decided: datetime | None


class CorrectionsOut(Schema):
    items: list[CorrectionOut]
    next: str | None


class SentenceOut(Schema):
    """A sentence of a text and what became of it."""

    source: str
    target: str | None = Field(description="null where there is none")
    origin: Literal["machine", "human"] | None
    quality: float | None


class SentencesOut(Schema):
    items: list[SentenceOut]
    next: str | None
