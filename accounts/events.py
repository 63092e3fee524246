"""What happened to members in communities."""

from dataclasses import dataclass

from core.events import Event, event


@event("accounts.member_sanctioned")
@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSanctioned(Event):
    """Somebody was warned, paused or banned, or that was lifted or came to its end; `entry_id`
    is what the audit log says of it."""

    entry_id: int
    member_id: int
    community_id: int


@event("accounts.accounts_linked")
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsLinked(Event):
    """Somebody decided that these accounts count as one in a community."""

    community_id: int
    member_ids: list[int]
