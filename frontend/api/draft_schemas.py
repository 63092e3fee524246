"""Drafts, as programs see them."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from forum.actions.drafts import DEVICE_MAX_CHARS
from frontend.api.schemas import BodyIn

VERSION_MAX = 2**31 - 2

Version = Annotated[int, Field(strict=True, ge=0, le=VERSION_MAX)]
Typed = Annotated[str, Field(strict=True)]


class DraftIn(BodyIn):
    fields: dict[str, Typed | list[Typed]] = Field(
        description="what was typed, by name of the form's field; text stands in `title`, `body`"
    )
    version: Version = Field(0, description="the version this began with; 0 for none")
    device: str = Field(
        "",
        max_length=DEVICE_MAX_CHARS,
        description="names one filling-in of the form, such as one tab",
    )


class DraftOut(Schema):
    place: str = Field(description="`ask`, `ask/{community}`, `reply/{thread}` or `edit/{post}`")
    conflict: int = Field(description="0, or the number of a copy that another device wrote")
    version: int
    fields: dict[str, str | list[str]]
    saved: datetime


class DraftsOut(Schema):
    items: list[DraftOut]


class SavedOut(Schema):
    """What became of a save. Without `conflict` nothing is kept: the text was empty, or the form
    was sent already."""

    conflict: int | None
    version: int = Field(description="to begin the next save with")
    others: list[DraftOut] = Field(description="what other devices wrote at the same place")
