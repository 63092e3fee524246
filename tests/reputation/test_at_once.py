"""Many votes on the posts of one member, told by several dispatchers at the same moment."""

import random
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.reputation.histories import Forum, Life, News, balances, check_ledger, tell
from tests.reputation.test_properties import check_caps

pytestmark = pytest.mark.django_db(transaction=True)

DISPATCHERS = 3


class Dispatcher(Thread):
    """Tells its share of the news, beginning together with all the others."""

    def __init__(self, news: list[News], barrier: Barrier) -> None:
        super().__init__(daemon=True)
        self.news, self.barrier = news, barrier
        self.errors: list[BaseException] = []

    def run(self) -> None:
        self.barrier.wait(20)
        try:
            tell(self.news)
        except Exception as error:  # noqa: BLE001 - the test shows it
            self.errors.append(error)
        finally:
            connection.close()


def tell_at_once(news: list[News]) -> None:
    barrier = Barrier(DISPATCHERS)
    hands = [Dispatcher(news[start::DISPATCHERS], barrier) for start in range(DISPATCHERS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(timeout=120)
    assert not any(hand.is_alive() for hand in hands), "somebody waits for ever"
    assert [error for hand in hands for error in hand.errors] == []


def a_busy_evening(forum: Forum, *, seed: int, storms: int, steps: int) -> Life:
    """Members like, dislike, accept and think better of it; more than caps allow."""
    life, chance = Life(forum), random.Random(seed)
    for voter in range(storms):
        life.storm(voter)
    for _ in range(steps):
        post, voter = chance.choice(forum.posts), chance.randrange(4)
        life.wait(timedelta(minutes=chance.randrange(20)))
        life.vote(post, voter, chance.choice([1, -1, 0]))
        life.accept(post)
    return life


# SQLite lets one write at a time, so there a short evening proves as much as a long one.
@pytest.mark.parametrize(
    ("storms", "steps"), [(1, 3), pytest.param(4, 6, marks=pytest.mark.postgres)]
)
def test_parallel_news_exceed_no_cap_and_end_as_a_replay_does(storms, steps):
    forum = Forum()
    life = a_busy_evening(forum, seed=5, storms=storms, steps=steps)
    tell_at_once(random.Random(7).sample(life.news, len(life.news)))
    check_caps()
    check_ledger()
    assert max(balances().values()) >= 30
