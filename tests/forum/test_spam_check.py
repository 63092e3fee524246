"""A service is asked about first posts: a real server here, reached over HTTP."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from accounts.permissions import Actor
from accounts.queries import actor_for
from core import outbox
from forum.actions import edit_post
from forum.models import Notification, Post, ReviewItem
from tests.builders import (
    a_category,
    a_community,
    a_member,
    a_post,
    a_regular,
    a_role,
    a_thread,
    an_actor,
)

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Change the channel of the router at https://router.example, that helped me, and restart."


class Service(ThreadingHTTPServer):
    """Says `says` with `status`, after `wait` is set, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, list[str]]] = []
        self.says, self.status, self.goes_on = b"true", 200, threading.Event()
        self.goes_on.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/1.1/comment-check"


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(parse_qs(body))
        self.server.goes_on.wait(20)
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.says)))
        if self.server.status == 302:
            self.send_header("Location", self.server.url)
        self.end_headers()
        self.wfile.write(self.server.says)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def service(settings) -> Iterator[Service]:
    server = Service()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SPAM_CHECK_URL, settings.SPAM_CHECK_KEY = server.url, "secret"
    settings.SPAM_CHECK_SECONDS = 1.0
    yield server
    server.goes_on.set()
    server.shutdown()
    server.server_close()


def answered(author: Actor | None = None, *, more: str = "", category=None) -> Post:
    """What a newcomer answered, after all that follows from it."""
    thread = a_thread(category=category or a_category(), actor=a_regular())
    post = a_post(thread, actor=author or an_actor(), kind="answer", body=WORDS + more)
    while outbox.dispatch():
        pass
    post.refresh_from_db()
    return post


def test_what_the_service_calls_spam_waits_for_review(service):
    post = answered(more=f" @{a_member().username}")
    assert post.visibility == "review"
    assert post.held.signals == ["service"]
    assert ReviewItem.objects.get(kind="first_post").post == post
    assert not Notification.objects.filter(post=post, read=None).exists()
    assert post.thread.posts_count == 0


def test_what_it_calls_harmless_stays(service):
    service.says = b"false"
    assert answered().visibility == "public"


def test_it_gets_the_words_and_nothing_of_who_wrote_them(service):
    author = an_actor(username="lena.the.author", email="lena@home.example")
    post = answered(author)
    (asked,) = service.asked
    assert asked["comment_content"] == [WORDS]
    assert asked["api_key"] == ["secret"]
    assert asked["comment_type"] == ["reply"]
    assert f"/t/{post.thread_id}/" in asked["permalink"][0]
    assert "lena" not in str(asked)


@pytest.mark.parametrize(
    ("status", "says"),
    [(500, b"true"), (200, b"invalid"), (200, b"true" * 50_000), (302, b"true"), (200, b"")],
)
def test_an_answer_that_is_none_lets_the_post_stay(service, status, says, caplog):
    service.status, service.says = status, says
    assert answered().visibility == "public"
    assert "no answer" in caplog.text and WORDS not in caplog.text
    assert len(service.asked) == 1


def test_a_service_that_takes_too_long_lets_the_post_stay(service, settings, caplog):
    settings.SPAM_CHECK_SECONDS = 0.2
    service.goes_on.clear()
    assert answered().visibility == "public"
    assert "no answer" in caplog.text


def test_a_service_that_is_not_there_lets_the_post_stay(service, settings):
    settings.SPAM_CHECK_URL = "http://127.0.0.1:9/"
    assert answered().visibility == "public"


def test_without_a_service_nobody_is_asked(service, settings):
    settings.SPAM_CHECK_URL = ""
    assert answered().visibility == "public"
    assert not service.asked


def test_regulars_are_not_asked_about(service):
    category = a_category()
    assert answered(a_regular(), category=category).visibility == "public"
    assert not service.asked


def test_what_is_not_for_everybody_goes_to_no_service(service):
    inside = a_category(a_community(visibility="members"))
    thread = a_thread(category=inside, actor=a_role(inside.community, level=2))
    post = a_post(thread, actor=a_role(inside.community), kind="answer", body=WORDS)
    while outbox.dispatch():
        pass
    assert post.visibility == "public"
    assert not service.asked


def test_the_service_is_asked_again_where_an_edit_leads_elsewhere(service):
    service.says = b"false"
    post = answered()
    actor = actor_for(post.author)
    edit_post(actor=actor, post=post, revision=1, body=WORDS.replace("restart", "wait"))
    while outbox.dispatch():
        pass
    assert len(service.asked) == 1
    service.says = b"true"
    edit_post(actor=actor, post=post, revision=2, body=WORDS.replace("router.ex", "other.ex"))
    while outbox.dispatch():
        pass
    post.refresh_from_db()
    assert (len(service.asked), post.visibility) == (2, "review")
