"""What an event grants: a plain value, before anything is written."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """`code` for a member, because of an object. `points` only where the rule leaves them open.
    What is `barred` earns nothing, and says why. With `hold` the credit waits until `due`, or
    until somebody decides. Languages and countries are those of what the member wrote and of whom
    it helped."""

    code: str
    member_id: int
    object_type: str
    object_id: int
    thread_id: int | None = None
    giver: int = 0
    points: int = 0
    barred: str = ""
    hold: str = ""
    due: datetime | None = None
    member_language: str = ""
    giver_language: str = ""
    member_country: str = ""
    giver_country: str = ""
