"""How translation is doing, as programs see it."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

SHARE = "0 to 1; null where there is nothing to measure"


class LanguageCoverageOut(Schema):
    """All texts for a reader of one language, each counted once."""

    lang: str
    readable: float = Field(description="share of all texts, 0 to 1")
    original: int = Field(description="read as they were written")
    ready: int
    stale: int = Field(description="translated from an earlier version")
    pending: int
    working: int
    failed: int
    withheld: int = Field(description="too bad to be shown")
    unsupported: int
    unasked: int = Field(description="nobody has wanted to read them yet")


class RatingsOut(Schema):
    understandable: int
    not_understandable: int


class CorrectionCountsOut(Schema):
    open: int
    approved: int
    rejected: int


class PairCoverageOut(Schema):
    source: str
    target: str
    engine: str | None = Field(description="engines and packages on the way; null without a way")
    route: list[str]
    experimental: bool
    ready: int
    stale: int
    withheld: int
    quality: float | None = Field(description=f"mean of what is shown, {SHARE}")
    uncertain: float | None = Field(description=f"share of what is shown, {SHARE}")
    human: float | None = Field(description=f"share of sentences that people translated, {SHARE}")
    waiting: int
    oldest_seconds: float | None = Field(description="age of the oldest waiting job")
    median_seconds: float | None = Field(
        description="from writing to the first translation, texts of the last day"
    )
    ratings: RatingsOut
    corrections: CorrectionCountsOut


class FailureCountOut(Schema):
    source: str
    target: str
    state: str
    reason: str = Field(description="a stable word")
    message: str = Field(description="the reason in the caller's language")
    count: int


class SavingsOut(Schema):
    """Sentences of one hop in the last 30 days, in the whole installation."""

    source: str
    target: str
    human: int
    memory: int
    decoded: int
    kept: int
    saved: float | None = Field(description=f"share that needed no engine, {SHARE}")
    tokens: int
    seconds: float


class EngineOut(Schema):
    alias: str
    pairs: int
    experimental: int


class CoverageOut(Schema):
    community: str
    counted: datetime = Field(description="large communities are not counted at every call")
    texts: int
    languages: list[LanguageCoverageOut]
    pairs: list[PairCoverageOut]
    failures: list[FailureCountOut]
    savings: list[SavingsOut]
    engines: list[EngineOut]
