"""What those are told whose credit was refused."""

import pytest

from accounts.models import Member
from forum.actions.rulings import Verdict, decide_review
from forum.models import DecisionNotice, ReviewItem
from reputation.actions.nightly import look_through_credit
from tests.builders import a_category, a_role
from tests.reputation.test_suspicions import a_reader, like, old_posts
from translation.models import Text

pytestmark = pytest.mark.django_db


SAID = "Eure Stimmen kamen in einer Minute."


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def pair(category):
    return a_reader(category), a_reader(category)


def decided(category, pair, decision):
    author, voter = pair
    like(voter, old_posts(category, author, 5))
    look_through_credit()
    verdict = Verdict(decision=decision, statement=SAID)
    operator = a_role(category.community, "operator")
    decide_review(actor=operator, item=ReviewItem.objects.get(), verdict=verdict)


def test_each_of_them_is_told_with_the_words_of_the_decider(category, pair):
    decided(category, pair, "dishonest")
    told = DecisionNotice.objects.select_related("statement")
    assert {notice.member_id for notice in told} == {one.id for one in pair}
    assert {notice.statement.source for notice in told} == {SAID}
    assert len({notice.statement_id for notice in told}) == 2


def test_words_that_nobody_is_told_do_not_stay(category, pair):
    decided(category, pair, "honest")
    assert not Text.objects.filter(source=SAID).exists()


def test_nor_do_those_for_who_has_left(category, pair):
    Member.objects.filter(pk__in=[one.id for one in pair]).update(is_active=False)
    decided(category, pair, "dishonest")
    assert not Text.objects.filter(source=SAID).exists()
