"""What those are told whose credit was refused."""

import pytest

from forum.actions.rulings import Verdict, decide_review
from forum.models import DecisionNotice, ReviewItem
from reputation.actions.nightly import look_through_credit
from tests.builders import a_category, a_role
from tests.reputation.test_suspicions import a_reader, like, old_posts

pytestmark = pytest.mark.django_db


def test_each_of_them_is_told_with_the_words_of_the_decider():
    category = a_category()
    author, voter = a_reader(category), a_reader(category)
    like(voter, old_posts(category, author, 5))
    look_through_credit()
    verdict = Verdict(decision="dishonest", statement="Eure Stimmen kamen in einer Minute.")
    operator = a_role(category.community, "operator")
    decide_review(actor=operator, item=ReviewItem.objects.get(), verdict=verdict)
    told = DecisionNotice.objects.select_related("statement")
    assert {notice.member_id for notice in told} == {author.id, voter.id}
    assert {notice.statement.source for notice in told} == {verdict.statement}
    assert len({notice.statement_id for notice in told}) == 2
