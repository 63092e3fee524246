import pytest

from accounts.models import Membership
from core.errors import InvalidInput, NotPermitted
from forum.actions import (
    accept_answer,
    close_thread,
    confirm_answer,
    delete_post,
    edit_post,
    lock_from_changes,
    pin_thread,
    reopen_thread,
    unlock,
    unpin_thread,
    vote,
)
from forum.errors import ThreadIsClosed, ThreadIsLocked
from forum.models import Thread, ThreadEvent
from tests.builders import a_post, a_regular, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return an_actor()


@pytest.fixture
def thread(asker):
    return a_thread(actor=asker)


@pytest.fixture
def agent(thread):
    return a_role(thread.community, Membership.Role.AGENT)


def test_the_author_closes_what_is_no_longer_needed_and_opens_it_again(asker, thread):
    close_thread(actor=asker, thread=thread)
    row = Thread.objects.get()
    assert (row.closed, row.closed_by, row.closed_reason) == (True, asker.member, "not_needed")
    reopen_thread(actor=asker, thread=thread)
    row = Thread.objects.get()
    assert (row.closed, row.closed_by, row.closed_reason) == (False, None, "")


def test_a_closed_thread_takes_nothing_new_but_from_staff(asker, thread, agent):
    close_thread(actor=asker, thread=thread)
    for kind in ("answer", "comment"):
        with pytest.raises(ThreadIsClosed):
            a_post(thread, kind=kind)
    with pytest.raises(ThreadIsClosed):
        a_post(thread, actor=asker)
    assert a_post(thread, actor=agent)


def test_in_a_closed_thread_people_still_vote_and_accept(asker, thread):
    post = a_post(thread)
    close_thread(actor=asker, thread=thread)
    vote(actor=a_regular(), post=post, value=1)
    confirm_answer(actor=an_actor(), post=post)
    assert accept_answer(actor=asker, post=post).state == "solved"


def test_what_staff_closed_its_author_does_not_open(asker, thread, agent):
    close_thread(actor=agent, thread=thread, reason="duplicate")
    with pytest.raises(NotPermitted):
        reopen_thread(actor=asker, thread=thread)
    assert not reopen_thread(actor=agent, thread=thread).closed


def test_others_close_nothing(thread):
    with pytest.raises(NotPermitted):
        close_thread(actor=an_actor(), thread=thread)


def test_an_author_gives_the_one_reason_that_is_his(asker, thread):
    with pytest.raises(NotPermitted):
        close_thread(actor=asker, thread=thread, reason="off_topic")
    with pytest.raises(InvalidInput):
        close_thread(actor=asker, thread=thread, reason="nonsense")


def test_closing_twice_is_once(asker, thread):
    close_thread(actor=asker, thread=thread)
    before = ThreadEvent.objects.count()
    close_thread(actor=asker, thread=thread)
    assert ThreadEvent.objects.count() == before


def test_in_a_locked_thread_nobody_but_staff_changes_anything(asker, thread, agent):
    helper = an_actor()
    post = a_post(thread, actor=helper)
    lock_from_changes(actor=agent, thread=thread)
    for refused in (
        lambda: a_post(thread),
        lambda: accept_answer(actor=asker, post=post),
        lambda: vote(actor=a_regular(), post=post, value=1),
        lambda: confirm_answer(actor=an_actor(), post=post),
        lambda: edit_post(actor=helper, post=post, revision=1, body="Other words."),
        lambda: delete_post(actor=helper, post=post),
        lambda: close_thread(actor=asker, thread=thread),
        lambda: reopen_thread(actor=asker, thread=thread),
    ):
        with pytest.raises(ThreadIsLocked):
            refused()
    assert edit_post(actor=agent, post=post, revision=1, body="Other words.").revision == 2
    unlock(actor=agent, thread=thread)
    assert accept_answer(actor=asker, post=post)


@pytest.mark.parametrize("act", [lock_from_changes, unlock, pin_thread, unpin_thread])
def test_only_staff_locks_and_pins(asker, thread, act):
    with pytest.raises(NotPermitted):
        act(actor=asker, thread=thread)


def test_a_thread_is_pinned_and_unpinned(thread, agent):
    assert pin_thread(actor=agent, thread=thread).pinned
    assert not unpin_thread(actor=agent, thread=thread).pinned


def test_closing_is_told_to_open_pages(asker, thread):
    close_thread(actor=asker, thread=thread)
    assert ThreadEvent.objects.last().type == ThreadEvent.Type.THREAD_UPDATED
