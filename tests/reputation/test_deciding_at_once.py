"""Suspicions that are decided on while credit, and the nightly look, go on."""

import pytest

from core.errors import Conflict
from forum.actions import vote
from forum.actions.rulings import Verdict, decide_review
from forum.models import ReviewItem
from reputation.actions.judging import judge
from reputation.actions.nightly import look_through_credit
from reputation.models import Balance, Claim, Suspicion
from tests.builders import a_category, a_post, a_role, a_thread
from tests.locks import is_free, waiting_for
from tests.reputation.histories import check_ledger
from tests.reputation.people import points, tell_all
from tests.reputation.test_suspicions import a_reader, like, like_elsewhere, old_posts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def author(category):
    return a_reader(category)


@pytest.fixture
def voter(category):
    return a_reader(category)


@pytest.fixture
def operator(category):
    return a_role(category.community, "operator")


@pytest.fixture
def burst(category, author, voter):
    like(voter, old_posts(category, author, 5))
    return Suspicion.objects.get()


def deciding(burst, operator):
    return lambda: judge(actor=operator, suspicion_id=burst.pk, honest=True)


def test_who_decides_takes_the_balances_first_as_credit_does(burst, author, operator):
    balances = Balance.objects.filter(membership__member=author.member)
    with waiting_for(balances, deciding(burst, operator)) as raised:
        assert is_free(Suspicion.objects.all())
    assert (raised, points(author)) == ([], 50)
    check_ledger()


def test_the_night_takes_the_matter_of_the_queue_first_as_deciders_do(
    burst, category, author, voter
):
    look_through_credit()
    like_elsewhere(category, voter)
    with waiting_for(ReviewItem.objects.all(), look_through_credit) as raised:
        assert is_free(Balance.objects.filter(membership__member=author.member))
        assert is_free(Suspicion.objects.all())
    assert (raised, points(author)) == ([], 50)
    assert ReviewItem.objects.get().state == ReviewItem.State.DECIDED


def test_credit_that_follows_while_somebody_decides_is_suspected_anew(
    burst, category, author, voter, operator
):
    """It must not join what nobody will decide on again."""
    (post,) = old_posts(category, author, 1)
    vote(actor=voter, post=post, value=1)
    with waiting_for(Suspicion.objects.filter(pk=burst.pk), tell_all) as raised:
        Suspicion.objects.filter(pk=burst.pk).update(state=Suspicion.State.DISHONEST)
    assert raised == []
    late = Claim.objects.get(object_id=post.pk)
    assert late.suspicion is not None
    assert late.suspicion.state == Suspicion.State.OPEN


def test_credit_of_somebody_else_that_joins_while_one_decides_is_not_decided_blindly(
    burst, category, author, operator
):
    other = a_reader(category)
    like(a_reader(category), [a_post(a_thread(category=category), actor=other)])
    balances = Balance.objects.filter(membership__member=author.member)
    with waiting_for(balances, deciding(burst, operator)) as raised:
        Claim.objects.filter(member=other.member).update(suspicion=burst)
    assert [type(error) for error in raised] == [Conflict]
    burst.refresh_from_db()
    assert burst.state == Suspicion.State.OPEN


def test_in_the_queue_the_same_holds(burst, author, operator):
    look_through_credit()
    item = ReviewItem.objects.get()
    balances = Balance.objects.filter(membership__member=author.member)
    verdict = Verdict(decision="dishonest", reason="manipulation")
    deed = lambda: decide_review(actor=operator, item=item, verdict=verdict)  # noqa: E731
    with waiting_for(balances, deed) as raised:
        assert not is_free(ReviewItem.objects.all())
        assert is_free(Suspicion.objects.all())
    assert (raised, points(author)) == ([], 0)
