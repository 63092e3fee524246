"""Members with addresses, a reference engine, and ways to fail for the mail server."""

import re
import smtplib
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, ClassVar

import pytest
from allauth.account.models import EmailAddress
from django.core.mail.backends.locmem import EmailBackend

from accounts.permissions import Actor
from accounts.queries import actor_for
from core import outbox
from forum.actions.notifications import notify_of_post
from forum.models import NotificationDelivery, Post
from frontend.notifications.sending import deliver
from tests.builders import a_member, a_post, a_thread
from translation import execution, routing


@pytest.fixture(autouse=True)
def pseudo_engine(settings: Any) -> Iterator[None]:
    """Everything is translated by adding accents, at once when `translate` is called."""
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    routing._backends.clear()
    routing.forget()
    yield
    routing.forget()


def a_reachable_member(language: str = "en", **fields: Any) -> Actor:
    """A member with a confirmed address."""
    member = a_member(language, **fields)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return actor_for(member)


def an_answer_for(asker: Actor, language: str = "en", **options: Any) -> Post:
    """An answer in a question of `asker`, who is told of it."""
    thread = options.pop("thread", None) or a_thread(
        actor=asker,
        language=language,
        title=options.pop("title", "The router drops the connection"),
    )
    post = a_post(thread, language=language, **options)
    notify_of_post(post_id=post.pk)
    return post


def translate() -> None:
    """Deliver all news and do all the translating that is due."""
    while outbox.dispatch() or execution.work_off():
        pass


def send_all() -> None:
    """Send what is due now."""
    while deliver():
        pass


def make_due() -> None:
    """Let the time pass that deliveries wait for."""
    NotificationDelivery.objects.update(due="2020-01-01T00:00Z")


class SmtpFailing(EmailBackend):
    """A mail server that fails with `failure`, as many times as it is told."""

    failure: ClassVar[Exception] = smtplib.SMTPServerDisconnected("gone")
    times: ClassVar[int] = 1

    def send_messages(self, messages: Any) -> int:
        if type(self).times:
            type(self).times -= 1
            raise type(self).failure
        return super().send_messages(messages)


@pytest.fixture
def failing(settings: Any) -> type[SmtpFailing]:
    """Every mail fails until `times` is over."""
    settings.EMAIL_BACKEND = f"{__name__}.SmtpFailing"
    SmtpFailing.times = 1
    return SmtpFailing


class Pieces(HTMLParser):
    """The pieces of text of a mail, each with the language and direction it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self._stack: list[tuple[str, str, str]] = [("", "", "")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"meta", "br", "hr"}:
            return
        given = dict(attrs)
        _tag, lang, side = self._stack[-1]
        self._stack.append((tag, given.get("lang") or lang, given.get("dir") or side))

    def handle_endtag(self, tag: str) -> None:
        while self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._stack[-1][0] not in {"title", "style"}:
            _tag, lang, side = self._stack[-1]
            self.found.append((data.strip(), lang, side))

    def of(self, text: str) -> tuple[str, str]:
        """Language and direction of the piece that holds `text`."""
        return next((lang, side) for piece, lang, side in self.found if text in piece)


def html_of(mail: Any) -> str:
    return str(mail.alternatives[0][0])


def links_of(text: str) -> list[str]:
    return re.findall(r"https?://[^\s\"<>]+", text)
