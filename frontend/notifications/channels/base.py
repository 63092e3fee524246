"""The way out to a member: what every channel does, and how it fails.

    ChannelError
    ├── TryLater       the way is closed for now: network, disk, a server that is busy
    ├── Refused        this message will never be taken, others may be
    └── AddressGone    nothing will ever be taken at this address

A channel keeps no state of deliveries; who calls `send` notes what became of it. The same message
id may be sent again after a crash, so receivers can tell that it is the same.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accounts.models import Member
from forum.models import Notification


class ChannelError(Exception):
    """Base of all failures of a channel; the message is for the log."""


class TryLater(ChannelError):
    pass


class Refused(ChannelError):
    pass


class AddressGone(ChannelError):
    pass


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. `is_waiting` is True while a translation of something in it is on its way;
    `html` may be empty, `headers` are the channel's own."""

    id: str
    address: str
    language: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    sender: str = ""
    is_waiting: bool = False


class Channel(ABC):
    """One instance a process; used by several threads at once."""

    def __init__(self, *, alias: str) -> None:
        self.alias = alias

    @abstractmethod
    def address_of(self, member: Member) -> str | None:
        """Where the member is reached by this channel; None where he is not."""

    @abstractmethod
    def compose(
        self, member: Member, address: str, rows: Sequence[Notification], message_id: str
    ) -> Message:
        """The message that tells `member` of `rows` (at least one; he may see all of them). His
        language is the current one. Composing twice gives the same but for what changed."""

    @abstractmethod
    def send(self, message: Message) -> None:
        """Hand the message over. Returns when somebody else has taken it. Raises TryLater,
        Refused and AddressGone, nothing else."""
