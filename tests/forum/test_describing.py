"""What a thread is about, corrected after it was asked."""

import pytest

from accounts.models import Membership
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from forum.actions import (
    Details,
    create_product,
    delete_post,
    describe_thread,
    lock_from_changes,
    retire_product,
)
from forum.errors import ThreadGone, ThreadIsLocked
from forum.models import Thread, ThreadEvent
from tests.builders import a_category, a_community, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return an_actor()


@pytest.fixture
def thread(author):
    return a_thread(actor=author)


@pytest.fixture
def lamp(thread):
    return create_product(community=thread.community, name="Lamp", language="en")


def told(thread):
    return ThreadEvent.objects.filter(thread=thread, type="thread.updated").count()


def test_the_author_corrects_all_of_it(author, thread, lamp):
    details = Details(product=lamp, product_version=" 2.1 ", urgency=2)
    describe_thread(actor=author, thread=thread, details=details, country="de")
    thread.refresh_from_db()
    found = (thread.product, thread.product_version, thread.urgency, thread.country)
    assert found == (lamp, "2.1", 2, "DE")
    assert told(thread) == 1


def test_it_can_be_taken_away_again(author, thread, lamp):
    describe_thread(actor=author, thread=thread, details=Details(product=lamp), country="AT")
    describe_thread(actor=author, thread=thread, details=Details())
    thread.refresh_from_db()
    assert (thread.product, thread.country) == (None, "")


def test_what_stays_the_same_is_no_news(author, thread, lamp):
    for _time in "ab":
        describe_thread(actor=author, thread=thread, details=Details(product=lamp))
    assert told(thread) == 1


def test_staff_corrects_it_for_others_who_may_not_themselves(thread, lamp):
    details = Details(product=lamp)
    describe_thread(
        actor=a_role(thread.community, Membership.Role.AGENT), thread=thread, details=details
    )
    for actor in (an_actor(), a_role(thread.community, level=3)):
        with pytest.raises(NotPermitted):
            describe_thread(actor=actor, thread=thread, details=Details())
    with pytest.raises(NotSignedIn):
        describe_thread(actor=VISITOR, thread=thread, details=Details())
    thread.refresh_from_db()
    assert thread.product == lamp


@pytest.mark.parametrize("state", ["paused", "banned"])
def test_an_author_who_may_write_nothing_corrects_nothing(author, thread, state):
    paused = a_role(thread.community, state=state)
    Thread.objects.update(author=paused.member)
    with pytest.raises(NotPermitted):
        describe_thread(actor=paused, thread=thread, details=Details(), country="DE")


def test_in_a_locked_thread_only_staff_corrects(author, thread):
    agent = a_role(thread.community, "agent")
    lock_from_changes(actor=agent, thread=thread)
    with pytest.raises(ThreadIsLocked):
        describe_thread(actor=author, thread=thread, details=Details(), country="DE")
    describe_thread(actor=agent, thread=thread, details=Details(), country="DE")


def test_a_deleted_thread_stays_as_it_is(author, thread):
    delete_post(actor=author, post=thread.posts.get())
    with pytest.raises((ThreadGone, NotFound)):
        describe_thread(actor=author, thread=thread, details=Details(), country="DE")


def test_a_thread_keeps_a_product_that_was_retired(author, thread, lamp):
    describe_thread(actor=author, thread=thread, details=Details(product=lamp))
    retire_product(product=lamp)
    lamp.refresh_from_db()
    kept = Details(product=lamp, product_version="3")
    describe_thread(actor=author, thread=thread, details=kept)
    describe_thread(actor=author, thread=thread, details=Details())
    with pytest.raises(InvalidInput):
        describe_thread(actor=author, thread=thread, details=kept)


@pytest.mark.parametrize(
    ("details", "country", "field"),
    [
        (Details(urgency=7), "", "urgency"),
        (Details(), "XX", "country"),
        (Details(product_version="1.0"), "", "product"),
        (Details(product_version="x" * 41), "", "product_version"),
    ],
)
def test_what_cannot_be_is_refused(author, thread, details, country, field):
    with pytest.raises(InvalidInput) as caught:
        describe_thread(actor=author, thread=thread, details=details, country=country)
    assert field in caught.value.fields
    assert told(thread) == 0


def test_a_product_of_another_community_is_refused(author, thread):
    foreign = create_product(community=a_community(), name="Kettle", language="en")
    with pytest.raises(InvalidInput):
        describe_thread(actor=author, thread=thread, details=Details(product=foreign))


def test_only_questions_are_urgent(author):
    thread = a_thread(actor=author, category=a_category(), kind="discussion")
    with pytest.raises(InvalidInput):
        describe_thread(actor=author, thread=thread, details=Details(urgency=1))
