"""The properties of the ledger, over random histories.

The same news told once in order, and told again shuffled with some of them twice, end the same;
no cap is exceeded; rows, cached balances and a replay agree; undoing everything ends at nothing.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from reputation.rules import DAY, STANDING, VERSION, VERSIONS, Cap, Per
from tests.reputation.histories import Forum, Life, balances, check_ledger, gains, settle, tell

pytestmark = pytest.mark.django_db

Step = tuple[str, int, int, int]
STEP = st.tuples(
    st.sampled_from(
        ["storm", "vote", "vote", "confirm", "accept", "accept", "delete", "wait", "wait"]
    ),
    st.integers(0, 7),
    st.integers(0, 7),
    st.sampled_from([1, 1, 1, -1, 0]),
)
STEPS = st.lists(STEP, min_size=4, max_size=12)
MANY_STEPS = st.lists(STEP, min_size=15, max_size=40)


@pytest.fixture
def forum():
    return Forum()


def live(forum: Forum, steps: list[Step]) -> Life:
    life = Life(forum)
    for what, post, who, value in steps:
        chosen = forum.posts[post % len(forum.posts)]
        if what == "vote":
            life.vote(chosen, who, value)
        elif what == "storm":
            life.storm(who)
        elif what == "confirm":
            life.confirm(chosen, who)
        elif what == "wait":
            life.wait(timedelta(minutes=7) if value else timedelta(hours=1 + 9 * who))
        else:
            getattr(life, what)(chosen)
    return life


@contextmanager
def world() -> Iterator[None]:
    """What happens in it has never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(news: list) -> dict[int, int]:
    with world():
        tell(news)
        settle()
        check_ledger()
        return balances()


def shuffled(news: list, seed: int) -> list:
    """Another order, and some of it twice."""
    chance = random.Random(seed)
    again = chance.sample(news, len(news) // 3)
    mixed = [*news, *again]
    chance.shuffle(mixed)
    return mixed


def run_orders(forum: Forum, steps: list[Step], seed: int) -> None:
    life = live(forum, steps)
    assert outcome(life.news) == outcome(shuffled(life.news, seed))


def run_undoing(forum: Forum, steps: list[Step], seed: int) -> None:
    life, chance = live(forum, steps), random.Random(seed)
    life.undo_everything(lambda rows: chance.sample(rows, len(rows)))
    assert outcome(shuffled(life.news, seed)) == {}


def run_caps(forum: Forum, steps: list[Step], seed: int) -> None:
    life = live(forum, steps)
    with world():
        for number, one in enumerate(shuffled(life.news, seed)):
            tell([one])
            if number % 7 == 0:
                check_caps()
        settle()
        check_caps()


def check_caps() -> None:
    for cap in {cap for rule in VERSIONS[VERSION].values() for cap in rule.caps}:
        for total in totals(cap).values():
            assert total <= cap.points, cap.reason


VALUES: dict[Per | None, Callable] = {
    None: lambda row: None,
    Per.OBJECT: lambda row: (row.object_type, row.object_id),
    Per.THREAD: lambda row: row.thread_id,
    Per.GIVER: lambda row: row.giver,
}


def totals(cap: Cap) -> dict[int, int]:
    """What stands under a cap, by whatever it counts apart, in every time of its length."""
    apart: dict[tuple, list] = defaultdict(list)
    for row in gains(cap.codes):
        apart[row.member_id, VALUES[cap.per](row)].append(row)
    return {
        end.pk: sum(abs(row.applied) for row in rows if within(row, end, cap))
        for rows in apart.values()
        for end in rows
    }


def within(row, end, cap: Cap) -> bool:
    if cap.length == STANDING:
        return True
    if cap.length == DAY:
        return row.day == end.day
    return end.happened - cap.length < row.happened <= end.happened


CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=2, suppress_health_check=CHECKS)
@given(STEPS, st.integers(0, 10_000))
def test_some_histories_keep_all_properties(forum, steps, seed):
    for run in (run_orders, run_undoing, run_caps):
        run(forum, steps, seed)


@pytest.mark.slow
@pytest.mark.parametrize("run", [run_orders, run_undoing, run_caps])
def test_many_histories(forum, run):
    @settings(max_examples=15, suppress_health_check=CHECKS)
    @given(MANY_STEPS, st.integers())
    def check(steps, seed):
        run(forum, steps, seed)

    check()
