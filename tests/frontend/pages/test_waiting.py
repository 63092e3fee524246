"""First posts on pages: what their authors are told, what others do not see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Community, Membership
from forum.models import Post, Thread
from forum.queries.newcomers import unwanted_hosts
from tests.builders import a_member, a_regular, a_role, a_thread
from tests.frontend.pages.conftest import fields_of, path_of, see, text_of

pytestmark = pytest.mark.django_db

SPAM = "Buy now: https://cheap.example/1 https://cheap.example/2"
HERE = "First posts are looked at before others see them."


def answer(client, thread, body=SPAM):
    path = f"/en/t/{thread.pk}/reply"
    form = see(client, path)
    sent = fields_of(form) | {"body": body, "kind": "answer", "language": "en"}
    return client.post(form.request["PATH_INFO"], sent, follow=True)


def test_its_author_reads_that_it_waits(category, signed_in):
    thread = a_thread(category=category, actor=a_regular())
    words = text_of(answer(signed_in(), thread))
    assert HERE in words and "Waiting for review" in words


def test_others_see_nothing_of_it(category, signed_in, visitor):
    thread = a_thread(category=category, actor=a_regular())
    answer(signed_in(), thread)
    for client in (visitor, signed_in(), signed_in(thread.author)):
        assert "cheap.example" not in see(client, path_of(thread)).content.decode()
    post = Post.objects.get(visibility="review")
    assert see(visitor, f"/en/t/{thread.pk}/?post={post.pk}").status_code == 404


def test_what_stands_at_once_is_not_talked_about(category, signed_in):
    thread = a_thread(category=category, actor=a_regular())
    assert HERE not in text_of(answer(signed_in(), thread, "Change the channel, that helped."))


def test_a_waiting_post_is_on_no_page_of_its_author(category, signed_in, visitor):
    author, thread = a_member(), a_thread(category=category, actor=a_regular())
    answer(signed_in(author), thread)
    for path in (f"/en/m/{author.username}/", f"/en/feed/m/{author.username}.atom"):
        assert "cheap.example" not in see(visitor, path).content.decode()


def test_a_waiting_thread_is_a_page_for_its_author_alone(category, signed_in, visitor):
    Community.objects.update(created=timezone.now() - timedelta(days=400))
    author = a_member()
    client = signed_in(author)
    form = see(client, "/en/ask/?title=The+lamp+flickers+all+night")
    sent = fields_of(form) | {
        "title": "The lamp flickers all night",
        "body": "What can I do about it, please?",
        "category": str(category.pk),
        "kind": "question",
        "language": "en",
        "urgency": "0",
    }
    words = text_of(client.post("/en/ask/", sent, follow=True))
    assert HERE in words and "What can I do about it" in words
    thread = Thread.objects.get(author=author)
    assert thread.visibility == "hidden"
    assert see(visitor, path_of(thread)).status_code == 404
    for path in ("/en/", "/en/c/lamps/", "/en/feed/latest.atom", f"/en/m/{author.username}/"):
        assert "flickers" not in see(visitor, path).content.decode()


def test_operators_keep_the_list_of_unwanted_places(category, signed_in):
    operator = a_role(category.community, Membership.Role.OPERATOR)
    client, path = signed_in(operator.member), "/en/c/lamps/review/hosts/"
    assert client.post(path, {"hosts": "Spam.example\n\n"}).status_code == 302
    assert unwanted_hosts(category.community) == ["spam.example"]
    assert "spam.example" in client.get(path).content.decode()
    refused = client.post(path, {"hosts": "two words"})
    assert refused.status_code == 422 and "two words" in refused.content.decode()


def test_nobody_else_finds_that_page(category, signed_in, visitor):
    path = "/en/c/lamps/review/hosts/"
    agent = a_role(category.community, Membership.Role.AGENT)
    assert signed_in(agent.member).get(path).status_code == 403
    assert signed_in().get(path).status_code == 403
    assert visitor.get(path).status_code == 302
