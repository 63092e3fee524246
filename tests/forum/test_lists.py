import json
from base64 import urlsafe_b64encode

import pytest

from accounts.permissions import VISITOR
from core.errors import NotFound
from forum.queries import BadCursor, posts_for, threads_for
from tests.builders import a_category, a_post, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


def some_threads(category, count=5):
    actor = an_actor()
    return [a_thread(actor=actor, category=category) for _ in range(count)]


def walk(first, follow):
    """All pages from `first` on."""
    pages = [first]
    while pages[-1].next:
        pages.append(follow(pages[-1].next))
    return pages


def test_the_latest_thread_comes_first(category):
    threads = some_threads(category)
    a_post(threads[0])
    assert threads_for(VISITOR, category=category).items[0] == threads[0]


def test_paging_shows_every_thread_once(category):
    threads = some_threads(category)

    def page(cursor=None):
        return threads_for(VISITOR, category=category, cursor=cursor, limit=2)

    seen = [thread for part in walk(page(), page) for thread in part.items]
    assert seen == threads[::-1]


def test_the_previous_page_is_the_one_before(category):
    some_threads(category)
    first = threads_for(VISITOR, category=category, limit=2)
    second = threads_for(VISITOR, category=category, limit=2, cursor=first.next)
    back = threads_for(VISITOR, category=category, limit=2, cursor=second.previous)
    assert back.items == first.items
    assert back.previous is None


def test_a_cursor_survives_insertions(category):
    threads = some_threads(category)
    first = threads_for(VISITOR, category=category, limit=2)
    some_threads(category, 3)
    second = threads_for(VISITOR, category=category, limit=2, cursor=first.next)
    assert second.items == [threads[2], threads[1]]


def at_the_end_of_time():
    raw = json.dumps(["last_activity", 0, "0001-01-01T00:00:00+23:59", 1])
    return urlsafe_b64encode(raw.encode()).decode()


@pytest.mark.parametrize(
    "cursor", [at_the_end_of_time(), "x", "!!!", "bnVsbA", "WzAsMV0", "WzAsIngiLDFd", "é"]
)
def test_a_wrong_cursor_is_an_error_of_its_own(category, cursor):
    with pytest.raises(BadCursor):
        threads_for(VISITOR, category=category, cursor=cursor)


def test_a_parent_category_holds_the_threads_of_its_children(category):
    child = a_category(category.community, parent=category)
    thread = a_thread(category=child)
    assert threads_for(VISITOR, category=category).items == [thread]


def test_the_list_of_a_category_costs_two_queries_however_long(category, django_assert_num_queries):
    some_threads(category)
    with django_assert_num_queries(2):
        [
            (thread.title.plain, thread.author.name, thread.category.name.plain)
            for thread in threads_for(VISITOR, category=category).items
        ]


def a_long_thread(posts=12):
    thread, actor = a_thread(), an_actor()
    return thread, [a_post(thread, actor=actor) for _ in range(posts)]


def test_posts_come_in_the_order_of_their_numbers():
    thread, posts = a_long_thread()
    assert posts_for(VISITOR, thread, limit=5).items[1:] == posts[:4]


def test_the_newest_posts_come_first_on_wish():
    thread, posts = a_long_thread()
    assert posts_for(VISITOR, thread, order="newest", limit=2).items == posts[:-3:-1]


def test_a_page_around_a_post_holds_it_and_can_go_both_ways():
    thread, posts = a_long_thread()
    page = posts_for(VISITOR, thread, around=posts[7].pk, limit=5)
    assert posts[7] in page.items
    assert page.next and page.previous


def test_a_page_around_a_post_of_another_thread_is_not_found():
    thread, _posts = a_long_thread(1)
    with pytest.raises(NotFound):
        posts_for(VISITOR, thread, around=a_post(a_thread()).pk)
