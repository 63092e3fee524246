"""Credit around merged threads."""

import pytest

from accounts.queries import actor_for
from forum.actions import accept_answer, unaccept_answer
from forum.actions.merge_proposals import confirm_merge, propose_merge
from forum.actions.merging import merge_threads
from forum.actions.unmerging import undo_merge
from tests.builders import a_category, a_post, a_role, a_thread
from tests.reputation.people import lines, somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def moderator(category):
    return a_role(category.community, level=5)


@pytest.fixture
def pair(category):
    asker = somebody()
    return {
        "source": a_thread(actor=asker, category=category),
        "target": a_thread(actor=somebody(), category=category),
    }


def test_a_confirmed_proposal_earns_two_points(category, pair, moderator):
    helper = a_role(category.community, level=3)
    confirm_merge(actor=moderator, merge=propose_merge(actor=helper, **pair))
    tell_all()
    assert lines(helper, "dup_ok") == [("dup_ok", 2, "posted")]


def test_who_merges_himself_earns_nothing(category, pair, moderator):
    merge = propose_merge(actor=moderator, **pair)
    confirm_merge(actor=moderator, merge=merge)
    merge_threads(actor=moderator, source=a_thread(category=category), target=pair["target"])
    tell_all()
    assert lines(moderator, "dup_ok") == []


def test_undone_it_earned_nothing(category, pair, moderator):
    helper = a_role(category.community, level=3)
    merge = confirm_merge(actor=moderator, merge=propose_merge(actor=helper, **pair))
    undo_merge(actor=moderator, merge=merge)
    tell_all()
    assert sum(row[1] for row in lines(helper, "dup_ok")) == 0


def test_an_acceptance_counts_for_the_thread_in_which_it_was_given(pair, moderator):
    """Also where it is heard of after the merge, when the post stands under another question."""
    asker, answerer = pair["source"].author, somebody()
    answer = a_post(pair["source"], actor=answerer)
    accept_answer(actor=actor_for(asker), post=answer)
    merge_threads(actor=moderator, **pair)
    tell_all()
    assert ("answer_accepted", 15, "posted") in lines(answerer)
    assert ("accept_given", 2, "posted") in lines(actor_for(asker))


def test_taken_back_after_the_merge_it_is_taken_from_who_had_it(pair, moderator):
    asker, answerer = pair["source"].author, somebody()
    answer = a_post(pair["source"], actor=answerer)
    accept_answer(actor=actor_for(asker), post=answer)
    tell_all()
    merge_threads(actor=moderator, **pair)
    answer.refresh_from_db()
    unaccept_answer(actor=actor_for(pair["target"].author), post=answer)
    tell_all()
    for who in (answerer, actor_for(asker)):
        assert sum(row[1] for row in lines(who, "answer_accepted", "accept_given")) == 0
