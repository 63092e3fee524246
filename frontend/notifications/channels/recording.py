"""The reference channel: keeps what it is given, for trying and testing."""

from collections.abc import Sequence

from accounts.models import Member
from core import languages
from forum.models import Notification
from frontend.notifications.channels.base import Channel, Message
from frontend.notifications.lines import lines
from translation.queries import Reader


class RecordingChannel(Channel):
    """Reaches everybody, sends one line a notification, and remembers it in `sent`."""

    def __init__(self, *, alias: str) -> None:
        super().__init__(alias=alias)
        self.sent: list[Message] = []

    def address_of(self, member: Member) -> str | None:
        return f"member:{member.pk}"

    def compose(
        self, member: Member, address: str, rows: Sequence[Notification], message_id: str
    ) -> Message:
        language = languages.current()
        told = lines(rows, Reader(language=language, keep=member.languages_left_alone))
        return Message(
            id=message_id,
            address=address,
            language=language,
            subject=told[0].title.shown.text if told[0].title else told[0].text,
            text="\n".join(line.text for line in told),
            is_waiting=any(line.is_waiting for line in told),
        )

    def send(self, message: Message) -> None:
        self.sent.append(message)
