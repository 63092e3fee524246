"""What happened to members in communities."""

from dataclasses import dataclass

from core.events import Event, event


@event("accounts.decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """Something was decided about what a member wrote or is, by somebody else or the program;
    `entry_id` is what the audit log says of it."""

    entry_id: int
    verb: str


@event("accounts.accounts_linked")
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsLinked(Event):
    """Somebody decided that these accounts count as one in a community."""

    community_id: int
    member_ids: list[int]


@event("accounts.appointment_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentChanged(Event):
    """A super-user was appointed, accepted the code of conduct, was renewed, or the appointment
    ended or ends soon: `what` is appointed, accepted, renewed, ended or ends_soon."""

    appointment_id: int
    what: str
