"""Where a thread opens for a member, the ways to any place in it, and what is told of reading."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.queries import actor_for
from forum.actions import mark_read
from forum.models import Thread, ThreadRead, Visit
from frontend import limits
from frontend.limits import Caller
from frontend.pages.reading_places import READS
from tests.builders import a_category, a_community, a_member, a_post, a_thread, an_actor
from tests.frontend.pages.conftest import path_of, see, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sixty_posts(django_db_setup, django_db_blocker):
    """The number of a thread, made once for all tests; what they do to it is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        author = an_actor()
        thread = a_thread(category=a_category(a_community(slug="lamps")), actor=author)
        for number in range(2, 61):
            a_post(thread, actor=author, kind="comment", body=f"Post of number {number}.")
        yield thread.pk
        transaction.set_rollback(True)


@pytest.fixture
def long_thread(sixty_posts, db):
    """A thread of 60 posts."""
    return Thread.objects.select_related("community", "category").get(pk=sixty_posts)


@pytest.fixture
def reader():
    return a_member()


def numbers(response):
    return [int(number) for number in re.findall(r'data-number="(\d+)"', response.content.decode())]


def read(reader, thread, number):
    mark_read(actor=actor_for(reader), thread=thread, number=number)


def test_a_member_opens_a_thread_at_what_is_unread(long_thread, reader, signed_in):
    read(reader, long_thread, 30)
    page = see(signed_in(reader), path_of(long_thread))
    html = page.content.decode()
    assert numbers(page)[:4] == [28, 29, 30, 31]
    marker = html.index('id="first-unread"')
    assert html.index('data-number="30"') < marker < html.index('data-number="31"')


def test_there_is_a_way_to_the_beginning(long_thread, reader, signed_in):
    read(reader, long_thread, 30)
    client = signed_in(reader)
    assert 'href="?from=start"' in see(client, path_of(long_thread)).content.decode()
    assert numbers(see(client, path_of(long_thread) + "?from=start"))[0] == 1


def test_visitors_and_newcomers_open_it_at_its_beginning(long_thread, visitor, signed_in):
    for client in (visitor, signed_in()):
        page = see(client, path_of(long_thread))
        assert numbers(page) == list(range(1, 21))
        assert "first-unread" not in page.content.decode()


def test_what_was_read_wholly_opens_at_its_end(long_thread, reader, signed_in):
    read(reader, long_thread, 60)
    page = see(signed_in(reader), path_of(long_thread))
    assert numbers(page) == list(range(41, 61))
    assert "first-unread" not in page.content.decode()


def test_reading_a_page_records_nothing_of_anybody(long_thread, reader, signed_in):
    see(signed_in(reader), path_of(long_thread))
    assert not ThreadRead.objects.exists()
    assert not Visit.objects.exists()


def test_the_script_tells_what_was_seen(long_thread, reader, signed_in):
    answer = signed_in(reader).post(f"{path_of(long_thread)}seen", {"number": "12"})
    assert answer.status_code == 204
    assert ThreadRead.objects.get(member=reader).number == 12
    assert Visit.objects.filter(member=reader).exists()


def test_the_button_does_so_without_a_script(long_thread, reader, signed_in):
    client = signed_in(reader)
    html = see(client, path_of(long_thread)).content.decode()
    form = re.search(r'action="([^"]+/seen)".*?name="number" value="(\d+)"', html, re.DOTALL)
    answer = client.post(form[1], {"number": form[2]}, headers={"accept": "text/html"})
    assert answer.status_code == 302
    assert ThreadRead.objects.get(member=reader).number == 20


@pytest.mark.parametrize("number", ["", "0", "61", "9" * 30, "-1", "x", "１２", "1\0"])
def test_a_number_that_cannot_be_is_refused(long_thread, reader, signed_in, number):
    answer = signed_in(reader).post(f"{path_of(long_thread)}seen", {"number": number})
    assert answer.status_code == 422
    assert not ThreadRead.objects.exists()


def test_reading_needs_the_token_of_the_session(long_thread, reader, signed_in):
    client = signed_in(reader, enforce_csrf_checks=True)
    assert client.post(f"{path_of(long_thread)}seen", {"number": "1"}).status_code == 403


def test_telling_too_often_is_too_much(long_thread, reader, signed_in):
    caller = Caller(actor_for(reader), "")
    for _ in range(READS.most):
        limits.count(caller, READS)
    answer = signed_in(reader).post(f"{path_of(long_thread)}seen", {"number": "1"})
    assert answer.status_code == 429


def test_a_sign_of_life_is_a_visit(reader, signed_in, visitor):
    assert signed_in(reader).post("/en/here").status_code == 204
    assert Visit.objects.get().member == reader
    assert visitor.post("/en/here").status_code == 302


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("to=first", 1),
        ("to=last", 60),
        ("number=42", 42),
        ("number=999", 60),
        ("date=2001-01-01", 1),
    ],
)
def test_a_jump_leads_to_a_permanent_place(long_thread, visitor, asked, reached):
    answer = visitor.get(f"{path_of(long_thread)}jump?{asked}")
    post = long_thread.posts.get(number=reached)
    assert answer.headers["Location"] == f"{path_of(long_thread)}?post={post.pk}#post-{post.pk}"


def test_a_jump_to_the_unread_knows_who_reads(long_thread, reader, signed_in):
    read(reader, long_thread, 33)
    answer = signed_in(reader).get(f"{path_of(long_thread)}jump?to=unread")
    assert f"?post={long_thread.posts.get(number=34).pk}#" in answer.headers["Location"]


@pytest.mark.parametrize(
    "asked", ["", "to=nowhere", "number=x", "number=-3", "date=yesterday", "date=0001-01-01\0"]
)
def test_a_jump_to_nowhere_says_so(long_thread, visitor, asked):
    assert visitor.get(f"{path_of(long_thread)}jump?{asked}").status_code == 422


def test_a_long_thread_says_where_one_is_and_a_short_one_does_not(long_thread, visitor):
    page = see(visitor, f"{path_of(long_thread)}?post={long_thread.posts.get(number=42).pk}")
    assert "Post 42 of 60" in text_of(page)
    short = see(visitor, path_of(a_thread(category=long_thread.category)))
    assert 'id="jump"' not in short.content.decode()


def test_any_place_of_a_long_thread_costs_the_same(long_thread, reader, signed_in):
    client = signed_in(reader)
    read(reader, long_thread, 30)
    path = see(client, path_of(long_thread)).redirect_chain[-1][0]
    last = long_thread.posts.get(number=60).pk
    costs = {}
    for query in ("", f"?post={last}", "?from=start"):
        client.get(path + query)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path + query).status_code == 200
        costs[query] = len(caught)
    assert costs["?from=start"] <= costs[""] <= costs["?from=start"] + 1
    assert max(costs.values()) <= costs["?from=start"] + 2


def test_the_pager_leads_both_ways_without_a_script(long_thread, visitor):
    middle = see(visitor, f"{path_of(long_thread)}?post={long_thread.posts.get(number=30).pk}")
    links = dict(re.findall(r'rel="(prev|next)" href="([^"]+)"', middle.content.decode()))
    assert numbers(see(visitor, links["next"]))[0] == numbers(middle)[-1] + 1
    assert numbers(see(visitor, links["prev"]))[-1] == numbers(middle)[0] - 1
