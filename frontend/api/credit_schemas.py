"""Credit, as programs see it."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from frontend.api.schemas import AuthorOut, Country, MemberOut, PageIn, RenderedOut, Slug, Tag


class StandingOut(Schema):
    community: str
    level: int = Field(description="0 to 5")
    points: int = Field(description="all that was earned there")


class CountedOut(Schema):
    code: str = Field(description="of a language or a country")
    count: int


class HelpedOut(Schema):
    """By accepted answers to questions of others, the newest 500."""

    languages: list[CountedOut] = Field(description="in which was asked")
    countries: list[CountedOut] = Field(description="for which was asked")
    across_languages: int = Field(description="answered in another language")
    across_countries: int = Field(description="answered from another country")
    median_seconds: float | None = Field(description="usual time from question to answer")


class BadgeOut(Schema):
    code: str
    name: str = Field(description="in the interface language of the reader")
    level: Literal[1, 2, 3] = Field(description="bronze, silver, gold")
    awarded: datetime


class MonthOut(Schema):
    month: date = Field(description="its first day")
    points: int


class MemberWithCreditOut(MemberOut):
    accepted_answers: int = Field(description="counted up to 1001, which means more than 1000")
    standings: list[StandingOut] = Field(description="where the caller may read")
    helped: HelpedOut
    badges: list[BadgeOut]
    months: list[MonthOut] = Field(description="the last twelve, the oldest first")


class LedgerIn(PageIn):
    community: Slug | None = None
    show: Literal["waiting"] | None = Field(None, description="Only what is not decided yet.")


class LineOut(Schema):
    id: int
    community: str
    code: str = Field(description="what earned: `answer_accepted`, … ; more may come")
    reason: str = Field(description="the same in words, in the interface language of the reader")
    notes: list[str] = Field(description="why it was clipped, waits or was taken back, in words")
    requested: int
    applied: int = Field(description="what the caps left; counts in state `posted` only")
    cap: str = Field(description="which cap left less than was asked for; empty for none")
    state: Literal["held", "pending", "posted", "void"]
    cause: str = Field(description="`earned`, `withdrawn`, `removed`, … ; more may come")
    reverses: int | None = Field(description="the line of which this is exactly the opposite")
    reversed_by: int | None
    settles: int | None = Field(description="the waiting line that this one posts or voids")
    settled_by: int | None
    due: datetime | None = Field(description="when it is decided at the latest, where it waits")
    object: str = Field(description="what it is for: `post`, `correction`, `term`, `flag`")
    object_id: int
    thread: int | None
    title: RenderedOut | None = Field(description="of the thread, where it may still be read")
    url: str | None
    happened: datetime
    created: datetime


class LedgerOut(Schema):
    items: list[LineOut]
    next: str | None
    previous: str | None


class BoardsIn(Schema):
    period: str = Field("", max_length=10, description="A month: `2026-11`. Without it: this one.")
    language: Tag | None = Field(None, description="in which help was written")
    country: Country | None = Field(None, description="of the helpers")
    community: Slug | None = None


class PlaceOut(Schema):
    rank: Annotated[int, Field(description="the same for the same score")]
    member: AuthorOut
    score: int


class BoardsOut(Schema):
    period: str
    community: str | None
    language: str | None
    country: str | None
    credit: list[PlaceOut] = Field(description="by points")
    newcomers: list[PlaceOut] = Field(description="of those who came lately, by points for answers")
    bridges: list[PlaceOut] = Field(description="by answers across languages or countries")
