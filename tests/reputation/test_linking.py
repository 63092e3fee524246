"""Accounts that turn out to be one person's: what they gave each other is refused for good."""

import pytest

from accounts.actions import link_accounts
from accounts.models import Membership
from accounts.queries import actor_for
from core.errors import NotPermitted
from forum.actions.appeals import appeal, decide_appeal
from forum.errors import DecidedFirst
from forum.models import DecisionNotice
from forum.queries.reviewing import Asked, items_for
from reputation.actions.judging import judge, reinstate
from reputation.actions.nightly import look_through_credit
from reputation.models import Suspicion
from tests.builders import a_category, a_role
from tests.reputation.histories import check_ledger
from tests.reputation.people import points, tell_all
from tests.reputation.test_suspicions import a_reader, like, old_posts

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def operator(category):
    return a_role(category.community, "operator")


@pytest.fixture
def pair(category):
    return a_reader(category), a_reader(category)


@pytest.fixture
def burst(category, pair):
    voter, author = pair
    like(voter, old_posts(category, author, 5))
    return Suspicion.objects.get()


def link(operator, category, pair):
    members = [one.member for one in pair]
    link_accounts(actor=operator, community=category.community, members=members)
    tell_all()


def test_an_upheld_appeal_does_not_bring_it_back(burst, operator, category, pair):
    judge(actor=operator, suspicion_id=burst.pk, honest=False)
    link(operator, category, pair)
    assert reinstate(suspicion_id=burst.pk, actor=operator.member)
    assert points(pair[1]) == 0
    check_ledger()


@pytest.mark.parametrize("honest", [True, False])
def test_nor_does_what_somebody_decides_on_the_suspicion_later(
    honest, burst, operator, category, pair
):
    link(operator, category, pair)
    judge(actor=operator, suspicion_id=burst.pk, honest=honest)
    assert reinstate(suspicion_id=burst.pk, actor=operator.member) is not honest
    assert points(pair[1]) == 0
    check_ledger()


def operating(member, category):
    """The same person, now among those who decide."""
    Membership.objects.filter(member=member, community=category.community).update(role="operator")
    return actor_for(member)


def test_no_account_of_a_suspect_judges_him(burst, operator, category, pair):
    second = a_reader(category)
    link(operator, category, (pair[1], second))
    with pytest.raises(NotPermitted):
        judge(actor=operating(second.member, category), suspicion_id=burst.pk, honest=True)


def test_no_account_of_a_suspect_sees_the_matter_in_the_queue(burst, operator, category, pair):
    second = a_reader(category)
    look_through_credit()
    link(operator, category, (pair[1], second))
    judge_of_himself = operating(second.member, category)
    assert items_for(judge_of_himself, Asked(kind="held_votes")).items == []
    assert len(items_for(operator, Asked(kind="held_votes")).items) == 1


@pytest.mark.parametrize("upheld", [True, False])
def test_nor_does_a_suspect_decide_on_the_appeal_of_another(
    upheld, burst, operator, category, pair
):
    judge(actor=operator, suspicion_id=burst.pk, honest=False)
    notice = DecisionNotice.objects.get(member=pair[1].member)
    row = appeal(actor=pair[1], notice=notice, words="They liked what I wrote.")
    judge_of_himself = operating(pair[0].member, category)
    with pytest.raises(DecidedFirst):
        decide_appeal(actor=judge_of_himself, appeal=row, upheld=upheld, answer="Well.")
