"""The audit log and own decisions, as programs see them."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from frontend.api.schemas import AuthorOut, PageIn


class AuditIn(PageIn):
    person: str = Field(
        "", max_length=40, description="a user name: who decided, or whom it concerns"
    )
    verb: str = Field("", max_length=40, description="such as `member.paused`")
    since: datetime | None = Field(None, description="from this moment on")
    until: datetime | None = Field(None, description="up to this moment, without it")


class SubjectOut(Schema):
    type: str = Field(description="`post`, `thread`, `membership`, … ; more may come")
    id: int


class AuditEntryOut(Schema):
    id: int
    created: datetime
    verb: str = Field(description="`post.hidden`, `member.banned`, … ; more may come")
    text: str = Field(description="the same in words, in the interface language of the reader")
    actor: AuthorOut | None = Field(description="null for the program and for former members")
    automatic: bool = Field(description="whether the program decided")
    member: AuthorOut | None = Field(description="whom it concerns")
    subject: SubjectOut
    reason: str
    note: str = Field(description="for colleagues")
    before: dict[str, Any]
    after: dict[str, Any]
    undoes: int | None = Field(description="the entry that this one takes back")


class AuditOut(Schema):
    items: list[AuditEntryOut]
    next: str | None
    previous: str | None


class DecisionOut(Schema):
    id: int
    created: datetime
    community: str | None
    verb: str
    text: str = Field(description="in the interface language of the reader")
    reason: str
    decided_by: str = Field(description="which kind of decider, in words; never a name")
    until: datetime | None = Field(description="when a pause ends")
    state: Literal["holds", "over", "undone", "appealed", "upheld", "refused"]
    appealable: bool
    url: str


class DecisionsOut(Schema):
    items: list[DecisionOut]
    next: str | None
    previous: str | None
