"""Boards: who helped in a month; nobody who is gone, banned or behind a closed door."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.actions import join
from accounts.models import Membership
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core.errors import InvalidInput
from core.events import Told
from reputation.actions import credit, reverse
from reputation.grants import Grant
from reputation.queries.boards import (
    Asked,
    Board,
    boards_for,
    month_after,
    month_before,
    month_named,
    this_month,
)
from reputation.rules import Topic
from tests.builders import a_community
from tests.reputation.people import a_known_member

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def community():
    return a_community()


def helped(member, community, *, times=1, at=None, codes=("answer_accepted",), language="en"):
    """The member solved questions, each of somebody else."""
    join(member=member, community=community)
    for _ in range(times):
        number = next(NUMBERS)
        grants = [
            Grant(
                code=code,
                member_id=member.pk,
                object_type="post",
                object_id=number,
                thread_id=number,
                giver=10**6 + number,
                member_language=language,
            )
            for code in codes
        ]
        credit(community=community, told=Told(number, at or NOW), grants=grants)


NUMBERS = iter(range(1, 10**6))


def names(actor=VISITOR, board=Board.CREDIT, **asked):
    found = boards_for(actor, Asked(asked.pop("first", this_month()), **asked))
    return [(place.rank, place.member.username, place.score) for place in found[board]]


def test_who_earned_most_in_the_month_stands_first(community):
    one, two = a_known_member(username="one"), a_known_member(username="two")
    helped(one, community)
    helped(two, community, times=2)
    assert names() == [(1, "two", 30), (2, "one", 15)]


def test_the_same_score_is_the_same_rank(community):
    for name in ("one", "two", "three"):
        helped(a_known_member(username=name), community, times=1 + (name == "one"))
    assert [rank for rank, _name, _score in names()] == [1, 2, 2]


def test_each_month_stands_by_itself(community):
    member = a_known_member(username="one")
    before = NOW.replace(day=1) - timedelta(days=2)
    helped(member, community, at=before)
    assert names() == []
    assert names(first=month_before(this_month())) == [(1, "one", 15)]


def test_what_was_taken_back_counts_no_more(community):
    member = a_known_member(username="one")
    helped(member, community, codes=("answer_accepted", "bridge_language"))
    number = next(NUMBERS)
    reverse(
        community=community,
        told=Told(number, NOW),
        topic=Topic.ACCEPT,
        object_type="post",
        object_id=number - 1,
        members={member.pk},
    )
    assert names() == [] and names(board=Board.BRIDGES) == []


def test_an_answer_that_bridges_twice_is_one_bridge(community):
    member = a_known_member(username="one")
    codes = ("answer_accepted", "bridge_language", "bridge_country")
    helped(member, community, times=2, codes=codes)
    assert names(board=Board.BRIDGES) == [(1, "one", 2)]


def test_only_who_came_lately_is_a_newcomer(community):
    helped(a_known_member(username="old", days=400), community)
    helped(a_known_member(username="new", days=20), community)
    assert names(board=Board.NEWCOMERS) == [(1, "new", 15)]


def test_a_board_of_a_language_counts_what_was_written_in_it(community):
    member = a_known_member(username="one")
    helped(member, community, language="pt-BR")
    helped(member, community, language="de", times=2)
    assert names(language="de") == [(1, "one", 30)]
    assert names(language="pt") == [(1, "one", 15)]
    assert names(language="fr") == []


def test_a_board_of_a_country_is_of_those_who_live_there(community):
    helped(a_known_member(username="one", country="AT"), community)
    helped(a_known_member(username="two", country="DE"), community)
    assert names(country="AT") == [(1, "one", 15)]


def test_outsiders_hear_nothing_of_closed_communities():
    closed = a_community(visibility="members")
    member = a_known_member(username="one")
    helped(member, closed)
    assert names() == [] and names(actor_for(a_known_member())) == []
    assert names(actor_for(member)) == [(1, "one", 15)]


def test_who_left_or_is_banned_stands_nowhere(community):
    for name in ("gone", "banned", "here"):
        helped(a_known_member(username=name), community)
    Membership.objects.filter(member__username="banned").update(state="banned")
    member = Membership.objects.get(member__username="gone").member
    member.is_active = False
    member.save()
    assert names() == [(1, "here", 15)]


def test_boards_cost_the_same_however_many_there_are(community, django_assert_num_queries):
    for each in (community, a_community()):
        for _ in range(3):
            helped(a_known_member(days=20), each, codes=("answer_accepted", "bridge_language"))
    with django_assert_num_queries(5):
        boards_for(VISITOR, Asked(this_month()))


def test_months_are_named_by_year_and_month():
    assert month_named("2026-02") == date(2026, 2, 1)
    assert month_named("") == this_month()
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    for wrong in ("2026", "2026-13", "9999-12", "2026-00", "²026-01", "x\0", "2026-1"):
        with pytest.raises(InvalidInput):
            month_named(wrong)
