"""Posts that members keep."""

import pytest

from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotSignedIn
from forum.actions import delete_post, remove_bookmark, set_bookmark
from forum.queries import bookmarked, bookmarks_of
from tests.builders import a_category, a_post, a_thread, an_actor

pytestmark = pytest.mark.django_db


def kept_by(actor, **options):
    return [bookmark.post for bookmark in bookmarks_of(actor, **options).items]


def test_a_post_is_kept_with_a_note():
    reader, post = an_actor(), a_post(a_thread())
    set_bookmark(actor=reader, post=post, note="  the\nchannel \x00 trick ")
    assert bookmarks_of(reader).items[0].note == "the channel trick"


def test_keeping_twice_is_once_and_leaves_the_note():
    reader, post = an_actor(), a_post(a_thread())
    set_bookmark(actor=reader, post=post, note="first")
    set_bookmark(actor=reader, post=post)
    assert [mark.note for mark in bookmarks_of(reader).items] == ["first"]


def test_what_is_kept_no_longer_is_gone():
    reader, post = an_actor(), a_post(a_thread())
    set_bookmark(actor=reader, post=post)
    for _ in range(2):
        remove_bookmark(actor=reader, post_id=post.pk)
    assert kept_by(reader) == []


@pytest.mark.parametrize("note", ["x" * 201, "\ud800"])
def test_a_note_that_cannot_be_kept_says_so(note):
    with pytest.raises(InvalidInput) as caught:
        set_bookmark(actor=an_actor(), post=a_post(a_thread()), note=note)
    assert "note" in caught.value.fields


def test_only_what_may_be_seen_can_be_kept():
    operator = an_actor(is_superuser=True)
    hidden = a_thread(category=a_category(visibility="staff"), actor=operator)
    post = hidden.posts.get()
    with pytest.raises(NotFound):
        set_bookmark(actor=an_actor(), post=post)
    with pytest.raises(NotSignedIn):
        set_bookmark(actor=VISITOR, post=post)


def test_a_deleted_post_is_left_out_of_the_list():
    reader, author = an_actor(), an_actor()
    post = a_post(a_thread(), actor=author)
    set_bookmark(actor=reader, post=post)
    delete_post(actor=author, post=post)
    assert kept_by(reader) == []


def test_the_list_is_ones_own_latest_first_in_pages(django_assert_num_queries):
    reader, thread = an_actor(), a_thread()
    posts = [a_post(thread) for _ in range(5)]
    for post in posts:
        set_bookmark(actor=reader, post=post)
    set_bookmark(actor=an_actor(), post=posts[0])
    with django_assert_num_queries(1):
        first = bookmarks_of(reader, limit=3)
        assert [mark.post.thread.title.plain for mark in first.items]
    assert kept_by(reader, limit=3) + kept_by(reader, cursor=first.next) == posts[::-1]


def test_the_posts_kept_of_a_page_are_told_in_one_query(django_assert_num_queries):
    reader, thread = an_actor(), a_thread()
    posts = [a_post(thread) for _ in range(3)]
    set_bookmark(actor=reader, post=posts[1])
    with django_assert_num_queries(1):
        assert bookmarked(reader.id, posts) == [posts[1].pk]
