"""How far members have read, when they were here, and where a thread opens for them."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core.errors import InvalidInput, NotFound, NotSignedIn
from forum.actions import delete_post, mark_read, note_visit
from forum.models import Category, Post, ThreadRead, Visit
from forum.queries import post_at_moment, post_at_number, standing_in, unread_posts
from tests.builders import a_category, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


def a_long_thread(posts=45):
    actor = an_actor()
    thread = a_thread(actor=actor)
    written = [a_post(thread, actor=actor, kind=Post.Kind.COMMENT) for _ in range(posts - 1)]
    thread.refresh_from_db()
    return thread, [thread.posts.get(number=1), *written]


def read_by(actor, thread):
    return standing_in(actor, thread).number


def numbers(page):
    return [post.number for post in page.items]


def test_what_was_read_is_remembered():
    thread, _posts = a_long_thread(3)
    reader = an_actor()
    mark_read(actor=reader, thread=thread, number=2)
    assert read_by(reader, thread) == 2


def test_the_number_only_rises():
    thread, _posts = a_long_thread(3)
    reader = an_actor()
    for number in (1, 3, 2):
        mark_read(actor=reader, thread=thread, number=number)
    assert read_by(reader, thread) == 3
    assert ThreadRead.objects.filter(member=reader.member).count() == 1


def test_noting_what_was_read_is_one_statement():
    thread, _posts = a_long_thread(2)
    reader = an_actor()
    with CaptureQueriesContext(connection) as caught:
        mark_read(actor=reader, thread=thread, number=2)
    about_it = [each["sql"] for each in caught if "forum_threadread" in each["sql"]]
    assert len(about_it) == 1


@pytest.mark.parametrize("number", [0, -1, 4, 2**70])
def test_a_number_that_no_post_has_had_is_refused(number):
    thread, _posts = a_long_thread(3)
    reader = an_actor()
    with pytest.raises(InvalidInput):
        mark_read(actor=reader, thread=thread, number=number)
    assert read_by(reader, thread) is None


def test_visitors_read_without_being_noted():
    thread, _posts = a_long_thread(2)
    with pytest.raises(NotSignedIn):
        mark_read(actor=VISITOR, thread=thread, number=1)


def test_a_thread_that_may_not_be_seen_cannot_be_read():
    thread = a_thread(category=a_category(visibility=Category.Visibility.STAFF))
    with pytest.raises(NotFound):
        mark_read(actor=an_actor(), thread=thread, number=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_higher_number_stays():
    thread, _posts = a_long_thread(12)
    reader = an_actor()
    start = threading.Barrier(4)

    def read(among):
        start.wait()
        for number in among:
            mark_read(actor=reader, thread=thread, number=number)
        connection.close()

    orders = ([12, 1, 5], [3, 9, 2], [1, 2, 3], [11, 4, 7])
    readers = [threading.Thread(target=read, args=[order]) for order in orders]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert read_by(reader, thread) == 12


def test_a_visit_goes_on_while_there_are_signs_of_life():
    reader = an_actor()
    note_visit(actor=reader)
    first = Visit.objects.get(member=reader.member)
    note_visit(actor=reader)
    later = Visit.objects.get(member=reader.member)
    assert later.before is None
    assert later.seen >= first.seen


def test_half_an_hour_without_a_sign_of_life_ends_a_visit():
    reader = an_actor()
    note_visit(actor=reader)
    ended = timezone.now() - timedelta(minutes=31)
    Visit.objects.filter(member=reader.member).update(seen=ended)
    note_visit(actor=reader)
    assert Visit.objects.get(member=reader.member).before == ended


def test_a_thread_never_read_opens_at_its_beginning():
    thread, posts = a_long_thread()
    assert unread_posts(an_actor(), thread, None).items == posts[:20]


def test_what_is_unread_on_the_first_page_opens_there():
    thread, posts = a_long_thread()
    assert unread_posts(an_actor(), thread, 19).items == posts[:20]


def test_one_unread_post_is_shown_with_those_before_it():
    thread, _posts = a_long_thread(45)
    page = unread_posts(an_actor(), thread, 44)
    assert numbers(page) == [42, 43, 44, 45]
    assert page.previous and not page.next


def test_a_thread_read_to_the_middle_opens_there():
    thread, _posts = a_long_thread(60)
    page = unread_posts(an_actor(), thread, 30)
    assert numbers(page)[:5] == [28, 29, 30, 31, 32]


def test_a_thread_read_wholly_opens_at_its_end():
    thread, posts = a_long_thread()
    page = unread_posts(an_actor(), thread, 45)
    assert page.items == posts[-20:]
    assert page.previous and not page.next


def test_deleted_posts_do_not_hide_what_is_unread():
    thread, posts = a_long_thread()
    author = actor_for(posts[0].author)
    for post in posts[24:32]:
        delete_post(actor=author, post=post)
    page = unread_posts(an_actor(), thread, 30)
    assert numbers(page)[:5] == [22, 23, 24, 33, 34]


def test_a_thread_whose_last_posts_were_deleted_opens_at_what_is_left():
    thread, posts = a_long_thread(30)
    author = actor_for(posts[0].author)
    for post in posts[26:]:
        delete_post(actor=author, post=post)
    assert numbers(unread_posts(an_actor(), thread, 28))[-1] == 26


def test_opening_at_the_unread_costs_the_same_everywhere(django_assert_num_queries):
    thread, _posts = a_long_thread(60)
    for number, queries in ((None, 1), (10, 1), (25, 2), (45, 2), (60, 1)):
        with django_assert_num_queries(queries):
            unread_posts(VISITOR, thread, number)


def test_a_jump_to_a_number_that_is_gone_leads_to_the_next_one():
    thread, posts = a_long_thread(6)
    delete_post(actor=actor_for(posts[0].author), post=posts[3])
    assert post_at_number(VISITOR, thread, 4) == posts[4]


@pytest.mark.parametrize(("number", "reached"), [(1, 1), (6, 6), (999, 6), (-5, 1)])
def test_a_jump_beyond_the_end_leads_to_the_end(number, reached):
    thread, _posts = a_long_thread(6)
    assert post_at_number(VISITOR, thread, number).number == reached


def test_a_jump_to_a_date_leads_to_the_first_post_of_it():
    thread, posts = a_long_thread(6)
    for days, post in enumerate(reversed(posts)):
        Post.objects.filter(pk=post.pk).update(created=timezone.now() - timedelta(days=days))
    asked = timezone.now() - timedelta(days=2, hours=1)
    assert post_at_moment(VISITOR, thread, asked) == posts[3]
    assert post_at_moment(VISITOR, thread, timezone.now() + timedelta(days=9)) == posts[-1]


def test_whispers_are_no_place_to_jump_to_for_others():
    thread, _posts = a_long_thread(2)
    staff = a_role(thread.community, "agent")
    a_post(thread, actor=staff, kind=Post.Kind.COMMENT, whisper=True)
    assert post_at_number(VISITOR, thread, 3).number == 2
    assert post_at_number(staff, thread, 3).number == 3
