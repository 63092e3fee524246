"""Too much at once: forms come back with what was typed, nothing is stored."""

from typing import Any

import pytest
from django.test import Client

from core.addresses import network_of
from forum.models import Thread
from frontend import limits
from frontend.limits import Limit
from tests.builders import a_post, a_thread, an_actor
from tests.frontend.api.callers import a_caller
from tests.frontend.pages.conftest import fields_of, path_of, see, text_of

pytestmark = pytest.mark.django_db

WAIT = "That was a lot at once. Please wait a moment."


@pytest.fixture(autouse=True)
def _one_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are reached at once; the window is a day, so that none ends meanwhile."""
    for name in ("WRITES", "OPEN_THREADS", "PREVIEWS", "DRAFTS"):
        monkeypatch.setattr(limits, name, Limit(getattr(limits, name).name, 1, 86_400))


def is_refused(response: Any, *typed: str) -> bool:
    kept = all(words in response.content.decode() for words in typed)
    waits = int(response.headers.get("Retry-After", 0)) > 0
    return response.status_code == 429 and WAIT in text_of(response) and kept and waits


def test_the_second_question_is_refused_and_kept(signed_in, category):
    client = signed_in()
    typed = {
        "kind": "question",
        "category": str(category.pk),
        "title": "Why does the lamp flicker?",
        "body": "It flickers every evening at eight.",
    }
    responses = [
        client.post("/en/ask/", fields_of(client.get("/en/ask/?title=Lamp")) | typed) for _ in "ab"
    ]
    assert responses[0].status_code == 302
    assert is_refused(responses[1], typed["title"], typed["body"])
    assert Thread.objects.count() == 1


def test_the_second_reply_is_refused_and_kept(signed_in, category):
    client, thread = signed_in(), a_thread(category=category)
    for number in (1, 2):
        data = fields_of(see(client, path_of(thread))) | {"body": f"Bulb number {number}."}
        response = client.post(f"/en/t/{thread.pk}/reply", data)
    assert is_refused(response, "Bulb number 2.")
    assert thread.posts.count() == 2


def test_the_second_edit_is_refused_and_kept(signed_in, category):
    author = an_actor()
    post = a_post(a_thread(category=category), actor=author)
    client, path = signed_in(author.member), f"/en/p/{post.pk}/edit/"
    for number in (1, 2):
        response = client.post(path, fields_of(client.get(path)) | {"body": f"Version {number}."})
    assert is_refused(response, "Version 2.")
    post.refresh_from_db()
    assert post.body.source == "Version 1."


def test_form_and_api_count_together(signed_in, category):
    author, thread = an_actor(), a_thread(category=category)
    program = a_caller(author.member, exempt=False)
    assert program.post(f"/threads/{thread.pk}/posts", {"body": "Hi."}).status_code == 201
    client = signed_in(author.member)
    data = fields_of(see(client, path_of(thread))) | {"body": "Once more."}
    assert is_refused(client.post(f"/en/t/{thread.pk}/reply", data), "Once more.")


@pytest.mark.parametrize("path", ["/en/ask/", "/en/t/{thread}/reply", "/en/p/{post}/edit/"])
def test_the_second_preview_is_refused_and_the_text_kept(signed_in, category, path):
    author = an_actor()
    thread = a_thread(actor=author, category=category)
    client = signed_in(author.member)
    path = path.format(thread=thread.pk, post=thread.posts.get().pk)
    data = fields_of(client.get(path)) | {"body": "So **bold**", "preview": "1"}
    assert client.post(path, data).status_code == 200
    assert is_refused(client.post(path, data), "So **bold**")


@pytest.mark.parametrize("path", ["/en/ask/", "/en/t/{thread}/reply", "/en/p/{post}/edit/"])
def test_the_second_draft_is_refused_and_the_text_kept(signed_in, category, path):
    author = an_actor()
    thread = a_thread(actor=author, category=category)
    client = signed_in(author.member)
    path = path.format(thread=thread.pk, post=thread.posts.get().pk)
    data = fields_of(client.get(path)) | {"title": "A lamp", "save_draft": "1"}
    assert client.post(path, data | {"body": "Begun"}).status_code == 302
    assert is_refused(client.post(path, data | {"body": "Gone on"}), "Gone on")


def test_the_script_is_told_in_a_few_words(signed_in):
    client = signed_in()
    responses = [client.post("/en/preview", {"body": "x"}) for _try in range(2)]
    assert [response.status_code for response in responses] == [200, 429]
    assert WAIT in text_of(responses[1])
    assert "<html" not in responses[1].content.decode()


def test_a_preview_of_nothing_says_so_and_keeps_the_title(signed_in, category):
    response = signed_in().post("/en/ask/", {"title": "A lamp", "body": " ", "preview": "1"})
    assert response.status_code == 422
    assert 'value="A lamp"' in response.content.decode()
    assert "<form" in response.content.decode()


@pytest.mark.parametrize("verb", ["delete", "accept"])
def test_decisions_count_as_writing(signed_in, category, verb):
    asker = an_actor()
    thread = a_thread(actor=asker, category=category)
    post = a_post(thread, actor=asker, kind="comment")
    client = signed_in(asker.member)
    path = f"/en/p/{post.pk}/edit/"
    client.post(path, fields_of(client.get(path)) | {"body": "Changed."})
    response = client.post(f"/en/p/{post.pk}/{verb}/")
    assert response.status_code == 429
    assert WAIT in text_of(response)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("198.51.100.1", "198.51.100.2", False),
        ("2001:db8:0:1::1", "2001:db8:0:1::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:198.51.100.1", "198.51.100.1", True),
        ("", "", True),
    ],
)
def test_a_network_of_ipv6_counts_as_one_address(one, other, together):
    assert (network_of(one) == network_of(other)) is together


def test_who_cannot_be_counted_is_not_held_up(signed_in, settings, category):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    client: Client = signed_in()
    assert [client.post("/en/preview", {"body": "x"}).status_code for _ in "ab"] == [200, 200]
