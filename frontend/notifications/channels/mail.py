"""By mail: one at once for what just happened, or a digest of a day or a week."""

import smtplib
from collections.abc import Sequence
from email.utils import formataddr, parseaddr
from typing import ClassVar

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Member
from accounts.queries import verified_address
from core import languages
from forum.models import Notification
from frontend.notifications.channels.base import AddressGone, Channel, Message, Refused, TryLater
from frontend.notifications.letters import Letter, one_line, write_letter
from frontend.notifications.unsubscribing import address_for

SENDER_CHARS = 60
PERMANENT = 500
"""From this reply code on an SMTP server refuses for good (RFC 5321, 4.2.1)."""


class MailChannel(Channel):
    """Sends by Django's mail backend (`EMAIL_URL`) to verified addresses."""

    digest: ClassVar[bool] = False
    excerpt_chars: ClassVar[int] = 4000

    def address_of(self, member: Member) -> str | None:
        return verified_address(member)

    def compose(
        self, member: Member, address: str, rows: Sequence[Notification], message_id: str
    ) -> Message:
        letter = write_letter(member, rows, excerpt_chars=self.excerpt_chars, digest=self.digest)
        context = self._context(member, rows, letter)
        return Message(
            id=message_id,
            address=address,
            language=languages.current(),
            subject=letter.subject,
            text=render_to_string("mail/notifications.txt", context),
            html=render_to_string("mail/notifications.html", context),
            headers=_headers(member, rows, letter, message_id),
            sender=_sender(rows),
            is_waiting=letter.is_waiting,
        )

    def _context(
        self, member: Member, rows: Sequence[Notification], letter: Letter
    ) -> dict[str, object]:
        types = {row.type for row in rows}
        language = languages.get(languages.current())
        return {
            "letter": letter,
            "digest": self.digest,
            "member": member,
            "language": language,
            "interface": languages.get(languages.interface_language(language.code)),
            "settings_url": settings.PUBLIC_URL + reverse("notification_settings"),
            "unsubscribe_url": address_for(member),
            "stop_type_url": address_for(member, types.pop()) if len(types) == 1 else "",
        }

    def send(self, message: Message) -> None:
        mail = EmailMultiAlternatives(
            subject=message.subject,
            body=message.text,
            from_email=message.sender,
            to=[message.address],
            headers=dict(message.headers),
        )
        mail.attach_alternative(message.html, "text/html")
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            raise _of_recipient(error) from error
        except AnymailRecipientsRefused as error:
            raise AddressGone(str(error)) from error
        except smtplib.SMTPDataError as error:
            failure = Refused if error.smtp_code >= PERMANENT else TryLater
            raise failure(str(error)) from error
        except (smtplib.SMTPException, AnymailError, OSError) as error:
            raise TryLater(str(error)) from error
        except ValueError as error:  # what cannot be encoded or stand in a header
            raise Refused(str(error)) from error


class DigestChannel(MailChannel):
    """One mail for all of a day or a week, with short excerpts."""

    digest = True
    excerpt_chars = 280


def _of_recipient(error: smtplib.SMTPRecipientsRefused) -> AddressGone | TryLater:
    codes = [code for code, _said in error.recipients.values()]
    return (AddressGone if min(codes, default=0) >= PERMANENT else TryLater)(str(error))


def _sender(rows: Sequence[Notification]) -> str:
    """The community's name where all is of one, and the address of this installation."""
    names = {row.thread.community.name for row in rows if row.thread}
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    shown = names.pop() if len(names) == 1 else name or "Lingora"
    return formataddr((one_line(shown, SENDER_CHARS), address))


def _headers(
    member: Member, rows: Sequence[Notification], letter: Letter, message_id: str
) -> dict[str, str]:
    """Besides who and what: how mail programs gather it, and how it is stopped (RFC 2369, 2919,
    3834, 8058)."""
    headers = {
        "Message-ID": message_id,
        "List-Unsubscribe": f"<{address_for(member)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-ID": f"<notifications.{settings.MAIL_DOMAIN}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": languages.current(),
    }
    if letter.thread_id is not None:
        root = f"<thread.{letter.thread_id}@{settings.MAIL_DOMAIN}>"
        headers |= {"In-Reply-To": root, "References": root}
    return headers
