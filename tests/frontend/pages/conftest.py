"""A house with a reference engine, and ways to look at its pages as a browser would."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.actions import grant_level
from accounts.models import Member
from accounts.permissions import Actor
from core import outbox
from forum.models import Category, Thread
from tests.builders import a_category, a_community, a_member
from translation import execution, routing


@pytest.fixture(autouse=True)
def pseudo_engine(settings: Any) -> Iterator[None]:
    """Everything is translated by adding accents, at once when `translate` is called."""
    settings.TRANSLATION_ENGINES = ["reference:pseudo"]
    routing._backends.clear()
    routing.forget()
    yield
    routing.forget()


@pytest.fixture
def translate() -> Callable[[], None]:
    """Deliver all news and do all the translating that is due."""

    def work() -> None:
        while outbox.dispatch() or execution.work_off():
            pass

    return work


@pytest.fixture
def category(db: None) -> Category:
    return a_category(a_community(slug="lamps"), slug="bulbs")


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A browser in which a member is signed in: the one given, or a new one (who has `level` in
    every community there is)."""

    def sign_in(
        member: Member | None = None, *, language: str = "en", level: int = 0, **options: Any
    ) -> Client:
        client = Client(**options)
        member = member or a_member(language)
        if level:
            grant_level(member=member, level=level, reason="test")
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def path_of(thread: Thread, language: str = "en") -> str:
    """The thread's address as any link may spell it."""
    return f"/{language}/t/{thread.pk}/"


def see(client: Client, path: str, **options: Any) -> Any:
    """What a browser shows at last: redirects followed."""
    return client.get(path, follow=True, **options)


def text_of(response: HttpResponse) -> str:
    """The words of a page."""
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def fields_of(response: HttpResponse) -> dict[str, str]:
    """The hidden fields a browser would send back."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", response.content.decode()):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        found[attributes["name"]] = unescape(attributes.get("value", ""))
    return found


def a_request_of(actor: Actor) -> HttpRequest:
    """A request whose actor has been looked up."""
    request = RequestFactory().get("/en/")
    request._actor = actor  # type: ignore[attr-defined]
    return request
