"""What arrives late, twice or the wrong way round is brought right by new rows."""

from datetime import timedelta

import pytest

from core.events import Told
from reputation.actions import credit, reverse
from reputation.grants import Grant
from reputation.models import Claim, LedgerRow
from reputation.rules import Topic
from tests.builders import a_community
from tests.reputation.histories import BEGIN, balances, check_ledger
from tests.reputation.people import a_known_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def member():
    return a_known_member()


@pytest.fixture
def give(community, member):
    def give(event: int, code: str = "answer_up", *, hours: float | None = None, **fields) -> int:
        grant = Grant(
            **{
                "code": code,
                "member_id": member.pk,
                "object_type": "post",
                "object_id": event,
                "giver": 10_000 + event,
                **fields,
            }
        )
        when = BEGIN + (timedelta(hours=hours) if hours is not None else timedelta(seconds=event))
        return credit(community=community, told=Told(event, when), grants=[grant])

    return give


@pytest.fixture
def take_back(community, member):
    def take_back(event: int, of: int, *, hours: float = 1.0) -> None:
        reverse(
            community=community,
            told=Told(event, BEGIN + timedelta(hours=hours)),
            topic=Topic.VOTE_UP,
            object_type="post",
            object_id=of,
            giver=10_000 + of,
            members={member.pk},
        )

    return take_back


def story() -> list[tuple[int, str, str, str]]:
    rows = LedgerRow.objects.order_by("id")
    return list(rows.values_list("applied", "state", "cause", "cap"))


def test_the_same_event_twice_is_credited_once(give, member):
    assert (give(1), give(1)) == (1, 0)
    assert balances() == {member.pk: 10}


def test_nothing_is_taken_back_twice(give, take_back):
    give(1)
    take_back(2, of=1)
    take_back(2, of=1)
    assert [applied for applied, *_ in story()] == [10, -10]


def test_what_was_taken_back_before_it_was_heard_of_never_counts(give, take_back):
    take_back(2, of=1)
    give(1)
    assert balances() == {}
    check_ledger()


def test_a_withdrawal_concerns_only_what_came_before_it(give, take_back, member):
    give(1)
    take_back(2, of=1)
    give(3, object_id=1, giver=10_001)
    assert balances() == {member.pk: 10}


def test_beyond_the_day_cap_a_row_says_what_was_clipped(give, member):
    for event in range(1, 22):
        give(event)
    assert balances() == {member.pk: 200}
    assert story()[-1] == (0, "posted", "earned", "day_cap")


def test_a_late_arrival_takes_its_place_and_a_correction_row_gives_way(give, member):
    for event in range(2, 22):
        give(event)
    give(1, "question_up")
    assert balances() == {member.pk: 200}
    assert story()[-3:] == [
        (5, "posted", "earned", ""),
        (-10, "posted", "recounted", ""),
        (5, "posted", "recounted", "day_cap"),
    ]
    check_ledger()


def test_a_late_undoing_of_the_same_day_frees_room_for_what_followed(give, take_back, member):
    for event in range(1, 21):
        give(event)
    give(30, hours=3)
    take_back(25, of=1, hours=2)
    assert balances() == {member.pk: 200}
    assert Claim.objects.get(event=30).applied == 10
    check_ledger()


def test_a_clock_that_is_behind_does_not_end_a_claim_before_it_began(give, take_back):
    give(1, hours=2)
    take_back(2, of=1, hours=1)
    assert balances() == {}
    claim = Claim.objects.get()
    assert claim.ended == claim.happened
    check_ledger()


def test_every_row_of_one_event_stands_in_one_batch_with_its_own_key(give):
    give(1)
    row = LedgerRow.objects.get()
    assert (row.batch, row.key, row.version) == (1, "1/answer_up#1", 1)
    assert (row.day, row.happened) == (BEGIN.date(), BEGIN + timedelta(seconds=1))
