"""What members are told, as programs see it."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from frontend.api.schemas import AuthorOut, BodyIn, PageIn, RenderedOut, Truth, Whole


class NotificationsIn(PageIn):
    unread: bool = Field(False, description="Only what was not opened yet.")


class NotificationOut(Schema):
    id: int
    type: str = Field(description="`answer`, `reply`, `mention`, … ; more may come")
    text: str = Field(description="in the interface language of the reader")
    url: str
    thread: int | None
    post: int | None
    title: RenderedOut | None = Field(description="of the thread")
    actor: AuthorOut | None = Field(description="null where there is none, or the account is gone")
    created: datetime
    seen: datetime | None
    read: datetime | None


class NotificationsOut(Schema):
    items: list[NotificationOut]
    next: str | None
    previous: str | None
    unseen: int = Field(description="how many wait to be seen, counted up to 100")


class NotificationsReadIn(BodyIn):
    ids: Annotated[list[Whole], Field(max_length=100)] = Field([], description="what was opened")
    all: Truth = Field(False, description="everything was")


class UnseenOut(Schema):
    unseen: int
