"""Addresses of a thread that went into another one lead there."""

import pytest

from accounts.models import Membership
from forum.actions.merging import merge_threads
from forum.models import Category, Post
from tests.builders import a_category, a_member, a_post, a_role, a_thread
from tests.frontend.pages.conftest import path_of, see

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(category):
    return a_role(category.community, level=5)


@pytest.fixture
def target(category):
    return a_thread(category=category, title="The router drops the line")


@pytest.fixture
def source(category):
    return a_thread(category=category, title="No line every evening")


@pytest.fixture
def merged(moderator, source, target):
    a_post(source)
    return merge_threads(actor=moderator, source=source, target=target)


def test_the_page_of_the_merged_thread_leads_to_the_other(client, merged, source, target):
    answer = client.get(f"/en/t/{source.pk}/no-line-every-evening/")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/t/{target.pk}/")


def test_a_permanent_link_opens_its_post(client, merged, source, target):
    post = Post.objects.get(kind="answer")
    answer = client.get(f"/en/t/{source.pk}/?post={post.pk}", follow=True)
    assert answer.status_code == 200
    assert f'id="post-{post.pk}"' in answer.content.decode()
    assert answer.redirect_chain[0][0] == f"/en/t/{target.pk}/?post={post.pk}"


@pytest.mark.parametrize("page", ["print", "feed"])
def test_print_and_feed_lead_on(client, merged, source, target, page):
    paths = {"print": f"/en/t/{source.pk}/x/print/", "feed": f"/en/t/{source.pk}/feed/"}
    answer = client.get(paths[page], follow=True)
    assert answer.status_code == 200
    assert f"/t/{target.pk}/" in answer.redirect_chain[0][0]


def test_an_answer_that_was_being_written_goes_to_the_other_thread(
    signed_in, merged, source, target
):
    client = signed_in(a_member())
    answer = client.post(
        f"/en/t/{source.pk}/reply",
        {"body": "I had begun to write.", "key": "2ad8dd6e-3c22-4c0b-9cb0-6a8f6a1e8a10"},
    )
    assert answer.status_code == 302
    post = Post.objects.order_by("pk").last()
    assert (post.thread, post.body.source) == (target, "I had begun to write.")


def test_nobody_learns_of_a_closed_room_by_it(client, category, source):
    agent = a_role(category.community, Membership.Role.AGENT)
    inner = a_category(category.community, visibility=Category.Visibility.STAFF)
    target = a_thread(actor=agent, category=inner)
    merge_threads(actor=agent, source=source, target=target, fewer_readers=True)
    answer = client.get(f"/en/t/{source.pk}/")
    assert answer.status_code == 404
    assert str(target.pk) not in answer.get("Location", "")


def test_the_page_of_the_target_shows_all(client, merged, target):
    words = see(client, path_of(target)).content.decode()
    assert words.count("<article") == 3
