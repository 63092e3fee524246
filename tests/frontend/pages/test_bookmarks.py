"""Keeping posts: the button, the note, the list."""

import pytest

from accounts.queries import actor_for
from forum.actions import delete_post, record_demand, set_bookmark
from forum.models import Bookmark
from tests.builders import a_category, a_member, a_post, a_thread, an_actor
from tests.frontend.pages.conftest import path_of, see, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return a_member()


@pytest.fixture
def post(category):
    return a_post(a_thread(category=category))


def test_the_button_under_a_post_keeps_it(post, reader, signed_in):
    client = signed_in(reader)
    html = see(client, path_of(post.thread)).content.decode()
    assert f'form="bookmark" name="post" value="{post.pk}"' in html
    assert client.post("/en/bookmark", {"post": post.pk}).status_code == 204
    assert Bookmark.objects.get().post == post


def test_the_page_knows_what_is_kept(post, reader, signed_in):
    set_bookmark(actor=actor_for(reader), post=post)
    html = see(signed_in(reader), path_of(post.thread)).content.decode()
    assert f'"bookmarks": [{post.pk}]' in html


def test_without_a_script_the_button_leads_to_a_note(post, reader, signed_in):
    client = signed_in(reader)
    answer = client.post("/en/bookmark", {"post": post.pk}, headers={"accept": "text/html"})
    assert answer.headers["Location"] == f"/en/p/{post.pk}/bookmark/"
    client.post(answer.headers["Location"], {"note": "the channel"})
    assert "the channel" in text_of(see(client, "/en/bookmarks/"))


def test_a_note_that_is_too_long_comes_back_as_it_was_typed(post, reader, signed_in):
    answer = signed_in(reader).post(f"/en/p/{post.pk}/bookmark/", {"note": "x" * 201})
    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()


def test_it_is_kept_no_longer(post, reader, signed_in):
    set_bookmark(actor=actor_for(reader), post=post)
    client = signed_in(reader)
    client.post("/en/bookmark", {"post": post.pk, "remove": "1"}, headers={"accept": "text/html"})
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("wanted", ["", "x", "99999", "9" * 40, "-1", "1\0"])
def test_no_post_no_bookmark(reader, signed_in, wanted):
    assert signed_in(reader).post("/en/bookmark", {"post": wanted}).status_code == 404


def test_what_may_not_be_seen_is_not_kept(reader, signed_in):
    hidden = a_thread(category=a_category(visibility="staff"), actor=an_actor(is_superuser=True))
    answer = signed_in(reader).post("/en/bookmark", {"post": hidden.posts.get().pk})
    assert answer.status_code == 404


def test_visitors_are_asked_to_sign_in(post, visitor):
    for answer in (
        visitor.get("/en/bookmarks/"),
        visitor.post("/en/bookmark", {"post": post.pk}),
        visitor.get(f"/en/p/{post.pk}/bookmark/"),
    ):
        assert answer.status_code == 302
        assert "/accounts/login/" in answer.headers["Location"]


def test_the_list_is_in_the_readers_language(category, reader, signed_in, translate):
    thread = a_thread(category=category, language="de", title="Die Lampe flackert immer")
    record_demand(community=category.community, thread=thread, language="en")
    translate()
    set_bookmark(actor=actor_for(reader), post=thread.posts.get())
    html = see(signed_in(reader), "/en/bookmarks/").content.decode()
    assert 'class="saved__title" lang="en" dir="ltr"' in html
    assert "Die Lampe flackert" not in html


def test_deleted_posts_leave_the_list(category, reader, signed_in):
    author = an_actor()
    post = a_post(a_thread(category=category), actor=author, body="Soon to be gone.")
    set_bookmark(actor=actor_for(reader), post=post)
    delete_post(actor=author, post=post)
    assert "Soon to be gone" not in text_of(see(signed_in(reader), "/en/bookmarks/"))


def test_the_list_costs_the_same_however_long(
    category, reader, signed_in, django_assert_max_num_queries
):
    thread, client = a_thread(category=category, language="de"), signed_in(reader)
    for _ in range(12):
        set_bookmark(actor=actor_for(reader), post=a_post(thread, language="de"))
    client.get("/en/bookmarks/")
    with django_assert_max_num_queries(7):
        client.get("/en/bookmarks/")
