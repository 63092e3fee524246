"""Several accepted answers, where a category allows them."""

import pytest

from forum.actions import accept_answer, delete_post, unaccept_answer
from forum.models import Category, Thread
from forum.queries import accepted_in
from tests.builders import a_post, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return an_actor()


@pytest.fixture
def thread(asker):
    thread = a_thread(actor=asker)
    Category.objects.update(several_solutions=True)
    return thread


def now(thread):
    thread = Thread.objects.get(pk=thread.pk)
    return thread.state, thread.accepted_post_id, accepted_in([thread]).get(thread.pk, [])


def test_both_are_accepted_and_the_first_stands_for_them(asker, thread):
    first, second = a_post(thread), a_post(thread)
    for post in (second, first):
        accept_answer(actor=asker, post=post)
    assert now(thread) == ("solved", second.pk, [second.pk, first.pk])


def test_it_stays_solved_while_one_is_left(asker, thread):
    helper = an_actor()
    first, second = a_post(thread, actor=helper), a_post(thread)
    for post in (first, second):
        accept_answer(actor=asker, post=post)
    delete_post(actor=helper, post=first)
    assert now(thread) == ("solved", second.pk, [second.pk])
    unaccept_answer(actor=asker, post=second)
    assert now(thread) == ("open", None, [])


def test_elsewhere_the_newest_replaces_the_others(asker, thread):
    first, second = a_post(thread), a_post(thread)
    accept_answer(actor=asker, post=first)
    Category.objects.update(several_solutions=False)
    accept_answer(actor=asker, post=second)
    assert now(thread) == ("solved", second.pk, [second.pk])


def test_the_accepted_answers_of_a_list_take_one_query(asker, thread, django_assert_num_queries):
    accept_answer(actor=asker, post=a_post(thread))
    threads = [Thread.objects.get(pk=thread.pk), a_thread()]
    with django_assert_num_queries(1):
        accepted_in(threads)
    with django_assert_num_queries(0):
        accepted_in(threads[1:])
