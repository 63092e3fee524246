"""Members write as much as their level allows, also when they send twice at once."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Membership
from accounts.queries import actor_for
from core.errors import RateLimited
from forum.actions import PollDraft, delete_post, edit_post, open_poll
from forum.limit_errors import (
    PostsUsedUp,
    SaidAlready,
    SlowMode,
    ThreadsUsedUp,
    TooManyLinks,
    TooShort,
)
from forum.models import Post, Thread
from tests.builders import a_category, a_post, a_role, a_thread

pytestmark = pytest.mark.django_db

LONG = "My router drops the connection every evening, number %d."


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.POSTING_LIMITS = True


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def newcomer(category):
    return a_role(category.community)


def open_some(actor, category, count):
    """Threads opened an hour apart, the newest an hour ago."""
    for number in range(count):
        thread = a_thread(actor=actor, category=category, body=LONG % number)
        moment = timezone.now() - timedelta(hours=count - number + 1)
        Post.objects.filter(thread=thread).update(created=moment)


def aged(post, **ago):
    Post.objects.filter(pk=post.pk).update(created=timezone.now() - timedelta(**ago))


@pytest.mark.parametrize(("level", "most"), [(0, 3), (1, 10), (2, 20)])
def test_threads_of_a_day_are_counted_by_level(category, level, most):
    actor = a_role(category.community, level=level)
    open_some(actor, category, most)
    with pytest.raises(ThreadsUsedUp) as refused:
        a_thread(actor=actor, category=category, body=LONG % most)
    assert refused.value.status == 429
    left = 24 * 3600 - (most + 1) * 3600
    assert left - 60 < refused.value.retry_after_seconds <= left
    assert str(most) in str(refused.value)


def test_a_day_later_there_is_room_again(category, newcomer):
    open_some(newcomer, category, 3)
    Post.objects.update(created=timezone.now() - timedelta(hours=24, minutes=1))
    assert a_thread(actor=newcomer, category=category, body=LONG % 4)


def test_deleting_makes_no_room(category, newcomer):
    open_some(newcomer, category, 3)
    delete_post(actor=newcomer, post=Post.objects.order_by("pk").last())
    with pytest.raises(ThreadsUsedUp):
        a_thread(actor=newcomer, category=category, body=LONG % 4)


def test_what_was_written_elsewhere_does_not_count(category, newcomer):
    open_some(newcomer, a_category(), 3)
    assert a_thread(actor=newcomer, category=category, body=LONG % 4)


def test_posts_of_a_minute_are_counted(category, newcomer):
    thread = a_thread(actor=a_role(category.community), category=category)
    for number in range(3):
        a_post(thread, actor=newcomer, body=LONG % number)
    with pytest.raises(PostsUsedUp) as refused:
        a_post(thread, actor=newcomer, body=LONG % 4)
    assert 0 < refused.value.retry_after_seconds <= 60
    Post.objects.update(created=timezone.now() - timedelta(seconds=61))
    assert a_post(thread, actor=newcomer, body=LONG % 4)


def test_posts_of_an_hour_are_counted(category, newcomer):
    thread = a_thread(actor=a_role(category.community), category=category)
    for number in range(15):
        aged(a_post(thread, actor=newcomer, body=LONG % number), minutes=30)
    with pytest.raises(PostsUsedUp) as refused:
        a_post(thread, actor=newcomer, body=LONG % 16)
    assert 29 * 60 < refused.value.retry_after_seconds <= 30 * 60


def test_newcomers_name_two_addresses_in_a_post(category, newcomer):
    thread = a_thread(actor=a_role(category.community), category=category)
    links = "Look at https://one.example and https://two.example"
    post = a_post(thread, actor=newcomer, body=links)
    with pytest.raises(TooManyLinks) as refused:
        a_post(thread, actor=newcomer, body=f"{links} and www.three.example")
    assert "body" in refused.value.fields
    with pytest.raises(TooManyLinks):
        edit_post(actor=newcomer, post=post, revision=1, body=f"{links} and https://three.example")
    with pytest.raises(TooManyLinks):
        open_poll(actor=newcomer, post=post, draft=PollDraft(["No", "https://three.example"]))


def test_what_had_many_links_before_can_be_edited(category, newcomer, settings):
    links = " ".join(f"https://{name}.example" for name in "abc")
    settings.POSTING_LIMITS = False
    thread = a_thread(actor=newcomer, category=category, body=links)
    settings.POSTING_LIMITS = True
    post = thread.posts.get()
    assert edit_post(actor=newcomer, post=post, revision=1, body=f"Shorter: {links}")


def test_the_same_text_twice_is_a_slip(category, newcomer):
    thread = a_thread(actor=newcomer, category=category)
    a_post(thread, actor=newcomer, body="That helped, thanks!")
    with pytest.raises(SaidAlready):
        a_post(thread, actor=newcomer, body="That helped, thanks!")
    Post.objects.update(created=timezone.now() - timedelta(minutes=11))
    assert a_post(thread, actor=newcomer, body="That helped, thanks!")


@pytest.mark.parametrize("body", ["Broken", "路由器坏"])
def test_what_opens_a_thread_says_something(category, newcomer, body):
    with pytest.raises(TooShort) as refused:
        a_thread(actor=newcomer, category=category, body=body)
    assert list(refused.value.fields) == ["body"]


def test_chinese_needs_half_as_many_characters(category, newcomer):
    thread = a_thread(
        actor=newcomer,
        category=category,
        language="zh-Hans",
        title="路由器坏了",
        body="路由器每天晚上断开",
    )
    assert thread.pk


@pytest.mark.parametrize("role", [Membership.Role.AGENT, Membership.Role.OPERATOR])
def test_staff_is_not_limited(category, role):
    actor = a_role(category.community, role)
    for number in range(5):
        a_thread(actor=actor, category=category, body=LONG % number)


def test_members_made_for_set_up_are_free(category, newcomer):
    free = replace(newcomer, exempt=True)
    for _number in range(5):
        a_thread(actor=free, category=category, body="Hi")


def test_a_slow_thread_asks_for_patience(category, newcomer, settings):
    settings.POSTING_LIMITS = False
    thread = a_thread(category=category)
    Thread.objects.update(slow_seconds=300)
    post = a_post(thread, actor=newcomer)
    with pytest.raises(SlowMode) as refused:
        a_post(thread, actor=newcomer, body="And one more thing.")
    assert (refused.value.status, refused.value.code) == (429, "slow_mode")
    assert 290 < refused.value.retry_after_seconds <= 300
    assert "5 minutes" in str(refused.value)
    assert a_post(thread)
    aged(post, seconds=301)
    assert a_post(thread, actor=newcomer, body="And one more thing.")


@pytest.mark.django_db(transaction=True)
def test_of_two_sent_at_once_one_is_too_many(category, newcomer):
    open_some(newcomer, category, 2)
    outcomes = []

    def send(number):
        try:
            actor = actor_for(type(newcomer.member).objects.get(pk=newcomer.id))
            a_thread(actor=actor, category=category, body=LONG % (90 + number))
            outcomes.append("opened")
        except RateLimited as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["opened", "threads_used_up", "threads_used_up"]
