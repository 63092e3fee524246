"""What goes in and comes out where people decide on the review queue."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from forum.actions.checks import BODY_MAX_CHARS
from forum.actions.rulings import NOTE_MAX_CHARS, PIECES_MAX, STATEMENT_MAX_CHARS
from frontend.api.schemas import AuthorOut, BodyIn, PageIn, ReadingIn, RenderedOut, Slug, Tag

ReviewKindName = Literal[
    "flagged",
    "first_post",
    "held_votes",
    "translation_fix",
    "term",
    "edit",
    "appeal",
    "merge",
    "suspicion",
]


class ReviewIn(PageIn):
    community: Slug | None = None
    kind: ReviewKindName | None = None
    language: Tag | None = Field(None, description="of what is to be judged: `pl`")
    state: Literal["open", "decided"] = "open"


class ReviewItemIn(ReadingIn):
    pass


class DecisionOut(Schema):
    name: str = Field(description="what `decide` takes as `decision`")
    label: str = Field(description="in the language of the caller's interface")
    reasoned: bool = Field(description="needs a `reason`")
    takes: list[str] = Field(description="further fields: `hours`, `body`, `pieces`")
    by_two: bool = Field(description="proposed by one person, confirmed by another")


class VoiceOut(Schema):
    """Somebody who asks for a decision."""

    name: str = Field(description="empty for a former member")
    reason: str
    weight: int
    note: RenderedOut | None
    created: datetime


class PhraseOut(Schema):
    """Words that are judged as they are: a sentence of a translation, a term."""

    label: str
    language: str
    words: str


class FactOut(Schema):
    label: str
    value: str


class WordsOut(Schema):
    label: str
    text: RenderedOut


class ReviewItemOut(Schema):
    id: int
    url: str
    kind: ReviewKindName
    community: str
    language: str = Field(description="empty where it does not matter")
    weight: int
    state: Literal["open", "decided"]
    created: datetime
    thread: int | None
    post: int | None
    revision: int | None = Field(description="of the post, for `edit`")
    visibility: Literal["public", "review", "hidden", "deleted", "staff"] | None
    title: RenderedOut | None = Field(description="of the thread")
    body: RenderedOut | None = Field(description="of the post")
    member: AuthorOut | None = Field(description="whom it concerns")
    voices: list[VoiceOut]
    words: list[WordsOut]
    phrases: list[PhraseOut]
    facts: list[FactOut]
    claimed_by: AuthorOut | None
    claimed_until: datetime | None
    proposed: str = Field(description="the decision that waits for a second person, or empty")
    proposed_by: AuthorOut | None
    decision: str
    decided_by: AuthorOut | None
    decided: datetime | None
    decisions: list[DecisionOut] = Field(description="what the caller may decide")


class ReviewItemsOut(Schema):
    items: list[ReviewItemOut]
    next: str | None
    previous: str | None


class VerdictIn(BodyIn):
    decision: str = Field(max_length=20)
    reason: str = Field(
        "",
        max_length=40,
        description="`spam`, `abuse`, `off_topic`, `language`, `personal_data`, `illegal`, "
        "`duplicate`, `rules`, `manipulation` or `other`",
    )
    statement: str = Field(
        "", max_length=STATEMENT_MAX_CHARS, description="told to those concerned"
    )
    note: str = Field("", max_length=NOTE_MAX_CHARS, description="for colleagues")
    hours: int = Field(0, ge=0, le=168, description="of a pause: 24, 72 or 168")
    body: str = Field("", max_length=BODY_MAX_CHARS, description="of an edit")
    revision: int = Field(0, ge=0, le=2**31 - 1, description="that the edit is made from")
    pieces: list[str] = Field([], max_length=PIECES_MAX, description="words to mask")
