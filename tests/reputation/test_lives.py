"""The properties of the ledger, over random lives of a forum: votes, acceptances, deletions,
edits, merges, bans and days that pass, all by the real actions.

Whether receivers hear everything at once, or late, shuffled and some of it twice, the ledger ends
the same; no cap is exceeded on the way; rows, balances and a replay agree; undoing everything ends
at nothing.
"""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from reputation.models import LedgerRow
from tests.reputation.histories import balances, check_ledger
from tests.reputation.lives import STEPS, House, Life, Step, hear, pass_time
from tests.reputation.test_properties import CHECKS, check_caps, world

pytestmark = pytest.mark.django_db

STEP = st.tuples(
    st.sampled_from(STEPS), st.integers(0, 11), st.integers(0, 4), st.sampled_from([1, 1, -1, 0])
)
FEW = st.lists(STEP, min_size=6, max_size=14)
MANY = st.lists(STEP, min_size=20, max_size=45)


@pytest.fixture
def house():
    return House()


def told_at_once(house: House, steps: list[Step], seed: int) -> dict[int, int]:
    with world():
        for news in Life(house).live(steps):
            hear(news)
        return ended()


def told_late(house: House, steps: list[Step], seed: int) -> dict[int, int]:
    """Everything at the end, shuffled, a third of it twice; caps hold all the way."""
    chance = random.Random(seed)
    with world():
        life = Life(house)
        for _news in life.live(steps):
            pass
        for number, row in enumerate(shuffled(life.news, chance)):
            hear([row])
            if number % 10 == 0:
                check_caps()
        return ended()


def undone(house: House, steps: list[Step], seed: int) -> dict[int, int]:
    chance = random.Random(seed)
    with world():
        life = Life(house)
        for _news in life.live(steps):
            pass
        life.undo_everything(chance)
        hear(shuffled(life.news, chance))
        return ended()


def shuffled(news: list, chance: random.Random) -> list:
    mixed = [*news, *chance.sample(news, len(news) // 3)]
    chance.shuffle(mixed)
    return mixed


def ended() -> dict[int, int]:
    pass_time()
    check_caps()
    check_ledger()
    return balances()


def run_orders(house: House, steps: list[Step], seed: int) -> None:
    assert told_at_once(house, steps, seed) == told_late(house, steps, seed)


def run_undoing(house: House, steps: list[Step], seed: int) -> None:
    assert undone(house, steps, seed) == {}


RUNS: list[Callable[[House, list[Step], int], None]] = [run_orders, run_undoing]


@settings(max_examples=2, suppress_health_check=CHECKS)
@given(FEW, st.integers(0, 10_000))
def test_some_lives_keep_all_properties(house, steps, seed):
    for run in RUNS:
        run(house, steps, seed)


BUSY: list[Step] = [
    *[("vote", 1, 0, 1), ("vote", 2, 1, 1), ("storm", 1, 2, 1), ("accept", 1, 0, 1)],
    *[("confirm", 2, 1, 1), ("wait", 0, 3, 0), ("merge", 4, 0, 1), ("vote", 4, 1, 1)],
    *[("accept", 5, 0, 1), ("edit", 5, 0, 1), ("ban", 0, 2, 1), ("vote", 6, 2, 1)],
    *[("delete", 1, 0, 1), ("part", 0, 0, 0), ("wait", 0, 4, 0), ("delete", 1, 0, 1)],
    *[("ban", 0, 2, 1), ("vote", 1, 3, -1), ("vote", 9, 4, 1), ("vote", 1, 0, -1)],
]


@pytest.mark.parametrize("run", RUNS)
def test_a_life_with_everything_in_it(house, run):
    """None of its steps is refused but the vote of who is banned."""
    with world():
        life = Life(house)
        for news in life.live(BUSY):
            hear(news)
        assert life.refused == 1
        causes = set(LedgerRow.objects.values_list("cause", flat=True))
        assert causes >= {"earned", "withdrawn", "removed", "restored"}
    run(house, BUSY, 5)


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS)
def test_many_lives(house, run):
    @settings(max_examples=10, suppress_health_check=CHECKS)
    @given(MANY, st.integers())
    def check(steps, seed):
        run(house, steps, seed)

    check()
