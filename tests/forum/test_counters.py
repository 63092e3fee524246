"""Counters that are broken by hand, and `manage.py reconcile`."""

import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from accounts.queries import actor_for
from forum.actions import (
    PollDraft,
    confirm_answer,
    counters,
    delete_post,
    open_poll,
    vote,
    vote_poll,
)
from forum.actions.counters import mend_confirmations, mend_polls, mend_posts, mend_scores
from forum.models import Poll, PollOption, Post, Thread
from tests.builders import a_post, a_regular, a_thread, an_actor

VOTERS = 4


@pytest.fixture
def post():
    return a_post(a_thread(), actor=an_actor())


@pytest.fixture
def poll(post):
    draft = PollDraft(["Red", "Green"], multiple=True)
    return open_poll(actor=an_actor_of(post), post=post, draft=draft)


def an_actor_of(post):
    return actor_for(post.author)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def chosen(poll):
    return list(poll.options.values_list("votes_count", flat=True))


def reconcile(*what):
    out = StringIO()
    call_command("reconcile", *what, stdout=out)
    return out.getvalue().split("\n")[:-1]


@pytest.mark.django_db
def test_a_wrong_score_is_mended_once(post):
    vote(actor=a_regular(), post=post, value=1)
    vote(actor=a_regular(), post=post, value=-1, reason="wrong")
    vote(actor=a_regular(), post=post, value=1)
    Post.objects.filter(pk=post.pk).update(score=99)
    assert mend_scores() == 1
    assert fresh(post).score == 1
    assert mend_scores() == 0


@pytest.mark.django_db
def test_votes_without_names_stay_in_the_score(post):
    vote(actor=a_regular(), post=post, value=1)
    Post.objects.filter(pk=post.pk).update(score=0, score_imported=-7)
    mend_scores()
    assert fresh(post).score == -6


@pytest.mark.django_db
def test_a_score_without_a_vote_is_mended(post):
    Post.objects.filter(pk=post.pk).update(score=-3)
    assert mend_scores() == 1
    assert fresh(post).score == 0


@pytest.mark.django_db
def test_wrong_confirmations_are_mended_once(post):
    confirm_answer(actor=an_actor(), post=post)
    Post.objects.filter(pk=post.pk).update(confirmations_count=0)
    assert mend_confirmations() == 1
    assert fresh(post).confirmations_count == 1
    assert mend_confirmations() == 0


@pytest.mark.django_db
def test_a_wrong_poll_is_mended_once(post, poll):
    red, green = poll.options.all()
    vote_poll(actor=an_actor(), post=post, options=[red.pk, green.pk])
    vote_poll(actor=an_actor(), post=post, options=[red.pk])
    PollOption.objects.filter(pk=red.pk).update(votes_count=0)
    Poll.objects.update(voters_count=3)
    assert mend_polls() == 2
    assert (chosen(poll), fresh(poll).voters_count) == ([2, 1], 2)
    assert mend_polls() == 0


@pytest.mark.django_db
def test_choices_without_names_stay_in_the_poll(post, poll):
    red, _green = poll.options.all()
    vote_poll(actor=an_actor(), post=post, options=[red.pk])
    PollOption.objects.filter(pk=red.pk).update(votes_imported=5)
    Poll.objects.update(voters_imported=8)
    assert mend_polls() == 2
    assert (chosen(poll), fresh(poll).voters_count) == ([6, 0], 9)


@pytest.mark.django_db
def test_wrong_numbers_of_posts_are_mended_once(post):
    a_post(post.thread, kind="comment")
    delete_post(actor=an_actor_of(post), post=a_post(post.thread, actor=an_actor_of(post)))
    Thread.objects.update(posts_count=F("posts_count") + 5)
    assert mend_posts() == 1
    thread = fresh(post.thread)
    assert (thread.posts_count, thread.answers_count) == (2, 1)
    assert mend_posts() == 0


@pytest.mark.django_db
def test_what_is_right_is_left_alone(post, poll):
    vote(actor=a_regular(), post=post, value=1)
    vote_poll(actor=an_actor(), post=post, options=[poll.options.first().pk])
    assert {mend_scores(), mend_confirmations(), mend_polls(), mend_posts()} == {0}


@pytest.mark.django_db
def test_more_than_a_batch_is_mended(monkeypatch, post):
    monkeypatch.setattr(counters, "BATCH", 2)
    for _number in range(4):
        a_post(post.thread)
    assert Post.objects.update(score=5) == 6
    assert mend_scores() == 6
    assert set(Post.objects.values_list("score", flat=True)) == {0}


@pytest.mark.django_db
def test_a_batch_that_is_right_takes_one_query(post, django_assert_num_queries):
    with django_assert_num_queries(1):
        mend_scores()


@pytest.mark.django_db
def test_the_command_says_what_it_mended(post):
    Post.objects.update(score=5)
    assert reconcile("scores") == ["scores: 2"]
    said = reconcile()
    assert {"scores: 0", "confirmations: 0", "polls: 0", "counters: 0"} <= set(said)


@pytest.mark.django_db(transaction=True)
def test_no_vote_is_lost_beside_mending(post, poll):
    """Votes go on while everything is mended over and over; at the end all of them are counted."""
    option = poll.options.first()
    start = threading.Barrier(VOTERS + 1)

    def take_part(actor):
        try:
            start.wait()
            for value in (1, 0, 1):
                vote(actor=actor, post=fresh(post), value=value)
                vote_poll(actor=actor, post=fresh(post), options=[option.pk] * value)
        finally:
            connection.close()

    voters = [threading.Thread(target=take_part, args=[a_regular()]) for _ in range(VOTERS)]
    for voter in voters:
        voter.start()
    start.wait()
    while any(voter.is_alive() for voter in voters):
        # What is broken while a vote is being written must not survive it, nor hide the vote.
        Post.objects.filter(pk=post.pk).update(score=50)
        mend_scores()
        mend_polls()
    assert fresh(post).score == VOTERS
    assert (chosen(poll), fresh(poll).voters_count) == ([VOTERS, 0], VOTERS)
