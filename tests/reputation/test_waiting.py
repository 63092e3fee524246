"""Credit that waits, and credit for what is gone."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Member
from accounts.queries import actor_for
from forum.actions import accept_answer, delete_post, restore_post, unaccept_answer, vote
from forum.models import Post
from reputation.actions import release, release_due, settle_due_removals, void
from reputation.models import Claim, Removal
from tests.builders import a_post, a_regular, a_thread, an_actor
from tests.reputation.histories import check_ledger
from tests.reputation.people import lines, points, somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    return somebody()


@pytest.fixture
def answer(helper):
    return a_post(a_thread(actor=somebody()), actor=helper)


@pytest.fixture
def pending(answer):
    """An answer with the vote of somebody unverified."""
    vote(actor=a_regular(), post=answer, value=1)
    tell_all()
    return answer


def pass_time() -> None:
    Claim.objects.update(due=timezone.now() - timedelta(seconds=1))


def a_day_later() -> int:
    Removal.objects.update(due=timezone.now() - timedelta(seconds=1))
    return settle_due_removals()


def test_nothing_is_posted_before_its_time(pending, helper):
    assert release_due() == 0
    assert points(helper) == 0


def test_what_waited_is_posted_by_a_row_of_its_own(pending, helper):
    pass_time()
    assert (release_due(), release_due()) == (1, 0)
    assert lines(helper) == [("answer_up", 10, "pending"), ("answer_up", 10, "posted")]
    assert points(helper) == 10
    check_ledger()


def test_votes_count_as_soon_as_their_voter_is_known(pending, helper):
    voter = Member.objects.get(post_votes__post=pending)
    EmailAddress.objects.create(user=voter, email=voter.email, verified=True)
    assert release_due() == 0
    Member.objects.filter(pk=voter.pk).update(date_joined=timezone.now() - timedelta(hours=49))
    assert release_due() == 1
    assert points(helper) == 10


def test_what_is_taken_back_while_it_waits_is_void(pending, helper):
    vote(actor=_voter(pending), post=pending, value=0)
    tell_all()
    pass_time()
    assert release_due() == 0
    assert lines(helper) == [("answer_up", 10, "pending"), ("answer_up", 0, "void")]
    check_ledger()


def _voter(post):
    return actor_for(Member.objects.get(post_votes__post=post))


def test_the_whole_acceptance_of_a_new_account_is_held_for_a_week(helper):
    asker = an_actor()
    answer = a_post(a_thread(actor=asker), actor=helper)
    accept_answer(actor=asker, post=answer)
    tell_all()
    due = Claim.objects.get(code="answer_accepted")
    assert due.due == due.happened + timedelta(days=7)
    pass_time()
    assert release_due() == 4
    assert (points(helper), points(asker)) == (20, 4)
    unaccept_answer(actor=asker, post=answer)
    tell_all()
    assert (points(helper), points(asker)) == (0, 0)
    check_ledger()


def test_what_is_refused_leaves_its_room_to_others(pending, helper):
    claim = Claim.objects.get()
    assert (void(claim_id=claim.pk), void(claim_id=claim.pk)) == (True, False)
    assert release(claim_id=claim.pk) is False
    assert lines(helper)[-1] == ("answer_up", 0, "void")
    check_ledger()


def test_a_posted_claim_can_be_refused_as_well(answer, helper):
    vote(actor=somebody(level=2), post=answer, value=1)
    tell_all()
    void(claim_id=Claim.objects.get().pk)
    assert points(helper) == 0
    check_ledger()


@pytest.mark.parametrize("decide", [release, void])
def test_what_is_no_more_is_not_decided(decide):
    assert decide(claim_id=0) is False


def test_gains_of_a_deleted_post_go_after_a_day(answer, helper):
    vote(actor=somebody(level=2), post=answer, value=1)
    delete_post(actor=helper, post=answer)
    tell_all()
    assert (settle_due_removals(), points(helper)) == (0, 10)
    assert (a_day_later(), points(helper)) == (1, 0)
    assert settle_due_removals() == 0
    check_ledger()


def test_they_come_back_with_the_post(answer, helper):
    vote(actor=somebody(level=2), post=answer, value=1)
    delete_post(actor=helper, post=answer)
    tell_all()
    a_day_later()
    restore_post(actor=helper, post=answer)
    tell_all()
    assert points(helper) == 10
    assert [applied for _code, applied, _state in lines(helper)] == [10, -10, 10]
    check_ledger()


def test_what_is_brought_back_within_a_day_loses_nothing(answer, helper):
    vote(actor=somebody(level=2), post=answer, value=1)
    delete_post(actor=helper, post=answer)
    restore_post(actor=helper, post=answer)
    tell_all()
    assert (a_day_later(), len(lines(helper))) == (0, 1)


def test_a_downvote_is_given_back_and_stays_with_the_author(answer, helper):
    critic = somebody(level=2)
    vote(actor=critic, post=answer, value=-1, reason="wrong")
    delete_post(actor=helper, post=answer)
    tell_all()
    a_day_later()
    assert (points(critic), points(helper)) == (0, -2)


def voted(answer, ups: int, days: int) -> None:
    for _ in range(ups):
        vote(actor=somebody(level=2), post=answer, value=1)
    Post.objects.filter(pk=answer.pk).update(created=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(("ups", "days", "left"), [(3, 61, 30), (2, 61, 0), (3, 59, 0)])
def test_a_post_that_stood_long_keeps_its_gains(answer, helper, ups, days, left):
    voted(answer, ups, days)
    delete_post(actor=helper, post=answer)
    tell_all()
    a_day_later()
    assert points(helper) == left
