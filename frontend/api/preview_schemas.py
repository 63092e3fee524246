"""What goes in and comes out where a text is translated before it is sent."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, Field

from frontend.api.schemas import BodyIn, Tag, Truth


def _without_nul(text: str) -> str:
    """PostgreSQL stores no NUL; texts that are written lose it, too."""
    return text.replace("\0", "")


class PreviewIn(BodyIn):
    text: Annotated[str, AfterValidator(_without_nul)] = Field(description="1 to 20,000 characters")
    format: Literal["markdown", "plain"]
    source: Tag | None = Field(None, description="recognised where it is not said")
    target: Tag
    back: Truth = Field(False, description="also translate the result back")


class SegmentOut(Schema):
    source: str
    target: str | None = Field(description="null where the source stays")
    origin: Literal["machine", "memory", "human", "kept", "copied"]
    quality: float


class PreviewOut(Schema):
    source: str
    target: str
    route: list[str]
    html: str
    text: str
    quality: float
    uncertain: bool = False
    segments: list[SegmentOut]
    back: str | None = None


class PendingOut(Schema):
    """Ask again at `/translations/preview/{id}`."""

    id: str
