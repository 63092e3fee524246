"""Members propose merges, who keeps order decides."""

import pytest

from accounts.models import AuditEntry
from accounts.permissions import VISITOR
from core.errors import NotFound, NotPermitted, NotSignedIn
from forum.actions.merge_proposals import confirm_merge, propose_merge, refuse_merge
from forum.actions.merging import merge_threads
from forum.actions.rulings import Verdict, decide_review, undo_review
from forum.actions.unmerging import undo_merge
from forum.errors import NotUndoable
from forum.models import ReviewItem, ThreadMerge
from forum.queries import thread_or_target
from forum.review_kinds import kinds
from forum.thread_errors import CannotMerge
from tests.builders import a_category, a_role, a_thread

pytestmark = pytest.mark.django_db

State = ThreadMerge.State


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def pair(category):
    return {"source": a_thread(category=category), "target": a_thread(category=category)}


@pytest.fixture
def helper(category):
    return a_role(category.community, level=3)


@pytest.fixture
def moderator(category):
    return a_role(category.community, level=5)


def test_a_proposal_waits_in_the_queue_and_moves_nothing(pair, helper):
    merge = propose_merge(actor=helper, **pair)
    item = ReviewItem.objects.get()
    assert (item.kind, item.subject_type, item.subject_id) == ("merge", "merge", merge.pk)
    assert (item.post.thread, item.member) == (pair["source"], helper.member)
    assert thread_or_target(VISITOR, pair["source"].pk) == pair["source"]


def test_two_who_propose_the_same_propose_once(category, pair, helper):
    first = propose_merge(actor=helper, **pair)
    assert propose_merge(actor=a_role(category.community, level=3), **pair) == first
    assert ReviewItem.objects.count() == 1


def test_below_level_three_nobody_proposes(category, pair):
    with pytest.raises(NotPermitted):
        propose_merge(actor=a_role(category.community, level=2), **pair)
    with pytest.raises(NotSignedIn):
        propose_merge(actor=VISITOR, **pair)


def test_what_does_not_fit_is_not_proposed(pair, helper):
    with pytest.raises(CannotMerge):
        propose_merge(actor=helper, source=pair["source"], target=pair["source"])


def test_confirmed_the_threads_are_one(pair, helper, moderator):
    merge = propose_merge(actor=helper, **pair)
    confirm_merge(actor=moderator, merge=merge)
    merge.refresh_from_db()
    assert (merge.state, merge.decided_by) == (State.DONE, moderator.member)
    assert merge.proposed_by == helper.member
    assert ReviewItem.objects.get().state == ReviewItem.State.DECIDED


def test_who_proposes_does_not_confirm(pair, helper):
    merge = propose_merge(actor=helper, **pair)
    with pytest.raises(NotPermitted):
        confirm_merge(actor=helper, merge=merge)


def test_refused_both_stay(pair, helper, moderator):
    merge = propose_merge(actor=helper, **pair)
    refuse_merge(actor=moderator, merge=merge)
    refuse_merge(actor=moderator, merge=merge)
    merge.refresh_from_db()
    assert merge.state == State.REFUSED
    assert AuditEntry.objects.filter(verb="merge.refused", member=helper.member).count() == 1
    assert thread_or_target(VISITOR, pair["source"].pk) == pair["source"]


def test_what_is_done_is_not_refused(pair, moderator):
    merge = merge_threads(actor=moderator, **pair)
    with pytest.raises(NotFound):
        refuse_merge(actor=moderator, merge=merge)


def test_another_merge_settles_the_proposal(category, pair, helper, moderator):
    proposal = propose_merge(actor=helper, **pair)
    merge_threads(actor=moderator, source=pair["source"], target=a_thread(category=category))
    proposal.refresh_from_db()
    assert proposal.state == State.REFUSED
    assert ReviewItem.objects.get().state == ReviewItem.State.DECIDED


def test_the_queue_shows_both_titles(pair, helper, moderator):
    propose_merge(actor=helper, **pair)
    item = ReviewItem.objects.get()
    exhibit = kinds()["merge"].exhibits(moderator, [item])[item.pk]
    assert [words.text for words in exhibit.words] == [pair["source"].title, pair["target"].title]


@pytest.fixture
def item(pair, helper):
    propose_merge(actor=helper, **pair)
    return ReviewItem.objects.get()


def decided(actor, item, decision):
    return decide_review(actor=actor, item=item, verdict=Verdict(decision=decision))


def is_merged(pair):
    pair["source"].refresh_from_db()
    return pair["source"].merged_into == pair["target"]


def test_after_a_merge_was_taken_back_the_threads_can_be_left_apart(pair, item, moderator):
    decided(moderator, item, "merge")
    undo_review(actor=moderator, item=item)
    assert decided(moderator, item, "refuse").state == ReviewItem.State.DECIDED
    assert not is_merged(pair)


def test_a_merge_that_was_made_again_is_taken_back_again(pair, item, moderator):
    for _ in range(2):
        decided(moderator, item, "merge")
        assert is_merged(pair)
        undo_review(actor=moderator, item=item)
        assert not is_merged(pair)


def test_a_merge_that_was_undone_elsewhere_is_not_taken_back_in_the_queue(item, moderator):
    decided(moderator, item, "merge")
    undo_merge(actor=moderator, merge=ThreadMerge.objects.get())
    with pytest.raises(NotUndoable):
        undo_review(actor=moderator, item=item)
    item.refresh_from_db()
    assert item.state == ReviewItem.State.DECIDED
