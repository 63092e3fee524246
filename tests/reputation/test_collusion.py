"""Patterns in who gives whom credit: what is found, and above all what is not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as given_any, strategies as st

from reputation.collusion import RING_MEMBERS, burst, mutual, rings, unusual

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def votes(*minutes: float) -> list[tuple[datetime, int]]:
    return [(NOON + timedelta(minutes=at), number) for number, at in enumerate(minutes)]


def test_five_votes_in_ten_minutes_are_a_burst():
    assert burst(votes(0, 2, 4, 6, 10)) == {0, 1, 2, 3, 4}
    assert burst(votes(0, 2, 4, 6, 10.1)) == set()


def test_a_burst_leaves_out_what_is_far_from_it():
    assert burst(votes(0, 60, 61, 62, 63, 64, 120)) == {1, 2, 3, 4, 5}


def test_a_vote_that_comes_and_goes_is_one_post():
    assert burst([(NOON, 7)] * 9) == set()


@given_any(st.lists(st.floats(0, 100), max_size=12), st.randoms())
def test_a_burst_does_not_depend_on_the_order_of_arrival(minutes, chance):
    known = votes(*minutes)
    assert burst(chance.sample(known, len(known))) == burst(known)


def test_two_who_give_each_other_a_third_of_all_are_mutual():
    assert list(mutual({(1, 2): 6, (2, 1): 4, (1, 3): 10})) == [frozenset({1, 2})]


@pytest.mark.parametrize(
    "given",
    [
        {(1, 2): 5, (2, 1): 4},  # too few
        {(1, 2): 20, (3, 1): 20},  # not back
        {(1, 2): 6, (2, 1): 4, (1, 3): 15},  # much else
    ],
)
def test_what_is_not_mutual(given):
    assert list(mutual(given)) == []


def circle(*members: int, count: int = 5) -> dict[tuple[int, int], int]:
    return dict.fromkeys(zip(members, [*members[1:], members[0]], strict=True), count)


def test_a_circle_is_a_ring_though_nobody_gives_back():
    assert list(rings(circle(1, 2, 3, 4))) == [frozenset({1, 2, 3, 4})]


@pytest.mark.parametrize("size", [3, 7, 12])
def test_a_ring_in_which_all_give_all_is_found_amid_others(size):
    inside = {(one, other): 2 for one in range(size) for other in range(size) if one != other}
    outside = {(100 + one, 200 + (one + at) % 9): 2 for one in range(40) for at in range(4)}
    stray = {(0, 201): 2, (203, 1): 2}
    assert list(rings({**inside, **outside, **stray})) == [frozenset(range(size))]


def test_accounts_that_serve_one_master_are_a_ring_with_him():
    given = {**{(puppet, 1): 6 for puppet in range(2, 8)}, (1, 50): 3, (60, 1): 2}
    assert list(rings(given)) == [frozenset(range(1, 8))]


def test_an_expert_and_his_readers_are_none():
    fans = {(fan, 1): 4 for fan in range(100, 140)}
    elsewhere = {(fan, 2 + fan % 9): 3 for fan in range(100, 140)}
    assert list(rings({**fans, **elsewhere})) == []


def test_newcomers_who_thank_once_are_none():
    assert list(rings({(asker, 1): 2 for asker in range(2, 10)})) == []


@given_any(st.dictionaries(st.tuples(st.integers(0, 20), st.integers(0, 20)), st.integers(1, 9)))
def test_rings_have_a_size_and_share_no_member(given):
    given = {pair: count for pair, count in given.items() if pair[0] != pair[1]}
    found = list(rings(given))
    assert all(len(ring) in RING_MEMBERS for ring in found)
    assert sum(map(len, found)) == len(frozenset().union(*found))


def test_a_gain_far_above_that_of_others_is_unusual():
    gains = {**{member: 10 + member % 3 * 5 for member in range(20)}, 99: 190}
    assert list(unusual(gains)) == [99]


def test_little_is_never_unusual_and_nothing_is_among_few():
    assert list(unusual({**dict.fromkeys(range(20), 1), 99: 50})) == []
    assert list(unusual({1: 5, 2: 190})) == []
