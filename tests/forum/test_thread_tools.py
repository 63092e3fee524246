"""Locking for a time, slowing down, moving, hiding whole threads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, Membership
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions import close_thread, lock_from_changes, reopen_thread, unlock
from forum.actions.moving import move_thread
from forum.actions.slowing import slow_down
from forum.actions.thread_hiding import hide_thread, show_thread
from forum.errors import KindNotAllowed, OwnPost, ThreadIsLocked
from forum.models import Post, Thread, ThreadEvent
from forum.queries import thread_for, threads_for
from forum.thread_errors import FewerReaders, MoreReaders
from tests.builders import a_category, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def thread(category):
    return a_thread(category=category)


@pytest.fixture
def moderator(category):
    return a_role(category.community, level=5)


@pytest.fixture
def agent(category):
    return a_role(category.community, Membership.Role.AGENT)


def last_event(thread):
    return ThreadEvent.objects.filter(thread=thread).order_by("number").last().type


def test_a_lock_with_an_end_is_over_by_itself(thread, moderator):
    lock_from_changes(actor=moderator, thread=thread, hours=24)
    with pytest.raises(ThreadIsLocked):
        a_post(thread)
    Thread.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    assert a_post(thread)


@pytest.mark.parametrize("hours", [None, 0, 25, -1])
def test_super_users_lock_for_a_day_at_most(thread, moderator, hours):
    with pytest.raises(InvalidInput):
        lock_from_changes(actor=moderator, thread=thread, hours=hours)
    assert not Thread.objects.get().locked


def test_staff_locks_for_good(thread, agent, moderator):
    lock_from_changes(actor=agent, thread=thread)
    row = Thread.objects.get()
    assert (row.is_locked, row.locked_until) == (True, None)
    with pytest.raises(NotPermitted):
        unlock(actor=moderator, thread=thread)
    with pytest.raises(NotPermitted):
        lock_from_changes(actor=moderator, thread=thread, hours=1)
    unlock(actor=agent, thread=thread)
    assert not Thread.objects.get().is_locked


def test_super_users_open_their_locks(thread, moderator):
    lock_from_changes(actor=moderator, thread=thread, hours=1)
    unlock(actor=moderator, thread=thread)
    assert AuditEntry.objects.filter(verb="thread.unlocked").exists()


def test_below_level_five_nobody_locks_closes_for_others_moves_or_hides(category, thread):
    actor = a_role(category.community, level=4)
    other = a_category(category.community)
    for forbidden in (
        lambda: lock_from_changes(actor=actor, thread=thread, hours=1),
        lambda: close_thread(actor=actor, thread=thread, reason="outdated"),
        lambda: move_thread(actor=actor, thread=thread, category=other),
        lambda: hide_thread(actor=actor, thread=thread, reason="spam"),
        lambda: slow_down(actor=actor, thread=thread, seconds=60),
    ):
        with pytest.raises(NotPermitted):
            forbidden()


def test_visitors_may_none_of_it(category, thread):
    for forbidden in (
        lambda: lock_from_changes(actor=VISITOR, thread=thread, hours=1),
        lambda: move_thread(actor=VISITOR, thread=thread, category=category),
        lambda: hide_thread(actor=VISITOR, thread=thread, reason="spam"),
        lambda: slow_down(actor=VISITOR, thread=thread, seconds=60),
    ):
        with pytest.raises(NotSignedIn):
            forbidden()


def test_super_users_close_with_a_reason_and_open_again(thread, moderator):
    close_thread(actor=moderator, thread=thread, reason="outdated")
    assert Thread.objects.get().closed_reason == "outdated"
    reopen_thread(actor=moderator, thread=thread)
    assert not Thread.objects.get().closed


def test_only_staff_slows_down(thread, moderator, agent):
    with pytest.raises(NotPermitted):
        slow_down(actor=moderator, thread=thread, seconds=60)
    slow_down(actor=agent, thread=thread, seconds=60)
    assert Thread.objects.get().slow_seconds == 60
    assert last_event(thread) == "thread.updated"
    entry = AuditEntry.objects.get(verb="thread.slowed")
    assert (entry.before, entry.after) == ({"seconds": 0}, {"seconds": 60})


@pytest.mark.parametrize("seconds", [-1, 86_401])
def test_nobody_waits_longer_than_a_day(thread, agent, seconds):
    with pytest.raises(InvalidInput):
        slow_down(actor=agent, thread=thread, seconds=seconds)


def test_a_moved_thread_stands_elsewhere(category, thread, moderator):
    other = a_category(category.community)
    move_thread(actor=moderator, thread=thread, category=other)
    assert [row.pk for row in threads_for(VISITOR, category=other).items] == [thread.pk]
    assert threads_for(VISITOR, category=category).items == []
    assert last_event(thread) == "thread.moved"
    entry = AuditEntry.objects.get(verb="thread.moved")
    assert (entry.before, entry.after) == ({"category": category.pk}, {"category": other.pk})


def test_a_category_takes_what_is_of_its_kinds(category, thread, moderator):
    other = a_category(category.community, kinds=["discussion"])
    with pytest.raises(KindNotAllowed):
        move_thread(actor=moderator, thread=thread, category=other)


def test_a_category_of_another_community_is_not_here(thread, agent):
    with pytest.raises(NotFound):
        move_thread(actor=agent, thread=thread, category=a_category())


def test_nobody_moves_into_what_he_may_not_enter(category, thread, moderator):
    inner = a_category(category.community, visibility="staff")
    with pytest.raises(NotFound):
        move_thread(actor=moderator, thread=thread, category=inner, other_readers=True)


def test_where_others_read_it_that_is_to_be_confirmed(category, thread, agent, moderator):
    inner = a_category(category.community, visibility="staff")
    with pytest.raises(FewerReaders):
        move_thread(actor=agent, thread=thread, category=inner)
    move_thread(actor=agent, thread=thread, category=inner, other_readers=True)
    with pytest.raises(NotFound):
        thread_for(VISITOR, thread.pk)
    with pytest.raises(MoreReaders):
        move_thread(actor=agent, thread=thread, category=category)
    move_thread(actor=agent, thread=thread, category=category, other_readers=True)
    assert thread_for(VISITOR, thread.pk)


def test_only_staff_shows_to_more_people_what_was_for_members(category, moderator):
    inner = a_category(category.community, visibility="members")
    thread = a_thread(actor=moderator, category=inner)
    with pytest.raises(NotPermitted):
        move_thread(actor=moderator, thread=thread, category=category, other_readers=True)


def test_a_hidden_thread_is_for_its_author_and_those_who_moderate(category, moderator):
    author = an_actor()
    thread = a_thread(actor=author, category=category)
    hide_thread(actor=moderator, thread=thread, reason="off_topic")
    for stranger in (VISITOR, an_actor()):
        with pytest.raises(NotFound):
            thread_for(stranger, thread.pk)
        assert threads_for(stranger).items == []
    assert thread_for(author, thread.pk) == thread_for(moderator, thread.pk) == thread
    entry = AuditEntry.objects.get(verb="post.hidden")
    assert (entry.member, entry.reason) == (author.member, "off_topic")
    show_thread(actor=moderator, thread=thread)
    assert thread_for(VISITOR, thread.pk)


@pytest.mark.parametrize("who", ["moderator", "agent"])
def test_nobody_shows_his_own_thread_again(category, who, request):
    author = request.getfixturevalue(who)
    thread = a_thread(actor=author, category=category)
    colleague = a_role(category.community, level=5)
    hide_thread(actor=colleague, thread=thread, reason="off_topic")
    with pytest.raises(OwnPost):
        show_thread(actor=author, thread=thread)
    assert show_thread(actor=colleague, thread=thread).visibility == "public"


def test_a_super_user_opens_of_his_own_threads_what_he_closed_himself(category, moderator, agent):
    thread = a_thread(actor=moderator, category=category)
    close_thread(actor=agent, thread=thread, reason="off_topic")
    with pytest.raises(NotPermitted):
        reopen_thread(actor=moderator, thread=thread)
    reopen_thread(actor=agent, thread=thread)
    close_thread(actor=moderator, thread=thread, reason="outdated")
    assert not reopen_thread(actor=moderator, thread=thread).closed


def test_staff_opens_its_own_threads_as_it_writes_in_closed_ones(category, moderator, agent):
    thread = a_thread(actor=agent, category=category)
    close_thread(actor=moderator, thread=thread, reason="off_topic")
    assert not reopen_thread(actor=agent, thread=thread).closed


def test_hiding_needs_a_reason_from_the_list(thread, moderator):
    with pytest.raises(InvalidInput):
        hide_thread(actor=moderator, thread=thread, reason="because")
    with pytest.raises(InvalidInput):
        hide_thread(actor=moderator, thread=thread, reason="fine")
    assert Post.objects.get().visibility == "public"
