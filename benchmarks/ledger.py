"""How many votes a second the ledger takes, one after another and from several dispatchers at once,
with every cap kept and every balance right in the end.

On SQLite, and on PostgreSQL where it is installed, each with a database of its own; dispatchers are
processes, as workers are. Machines differ, so what must hold is a ratio: on PostgreSQL, where any
number of workers may run, dispatchers who credit the same few authors at once may not be much
slower together than one alone. They wait for each other, and what one of them tells late makes what
followed be decided again. On SQLite there is one worker, and writers take turns in any case: there
the same is measured without a limit.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import django

from benchmarks.limits import at_least, at_most

VOTERS = 40
AUTHORS = 6
POSTS_EACH = 6
DISPATCHERS = 4
RATIO_LEAST = 0.7
"""Votes a second of all dispatchers together, to those of one alone."""
QUERIES_MOST = 18
"""Statements of one credited vote, but for an author's first, which also makes his balance."""
_numbers = count(1)


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    """Rows of the table."""
    from tests.services.servers import Missing, postgresql
    from tests.services.template import copy_template

    copy_template(folder / "ledger.db")
    yield from _measured("SQLite", f"sqlite:///{folder / 'ledger.db'}", folder)
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgresql())
        except Missing as error:
            yield "PostgreSQL", str(error)
            return
        yield from _measured("PostgreSQL", url, folder)


def _measured(name: str, url: str, folder: Path) -> Iterator[tuple[str, str]]:
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.ledger"],
        env={**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": url, "POSTING_LIMITS": "off"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    for line in said.splitlines():
        what, figure = json.loads(line)
        yield f"{name}, {what}", figure


def race() -> Iterator[tuple[str, str]]:
    """Credit the same number of votes twice, and compare."""
    from django.db import connection

    from tests.reputation.histories import check_ledger
    from tests.reputation.test_properties import check_caps

    first, second, *_others = _votes()
    _statements(first)
    yield "statements for a vote", at_most(QUERIES_MOST, _statements(second))
    alone = _votes_a_second([_votes()])
    news = _votes()
    together = _votes_a_second([news[start::DISPATCHERS] for start in range(DISPATCHERS)])
    yield "votes a second, one dispatcher", f"{alone:.0f}"
    yield f"votes a second, {DISPATCHERS} dispatchers", f"{together:.0f}"
    ratio = together / alone
    limited = connection.vendor == "postgresql"
    yield "together to alone", at_least(RATIO_LEAST, ratio) if limited else f"{ratio:.2f}"
    check_caps()
    check_ledger()
    yield "caps and balances", "every cap kept, every balance right"


def _votes() -> list:
    """Votes of many members on many posts of a few authors, in forums of their own: a minute
    apart, so that nobody's are a burst."""
    from datetime import timedelta

    from core.events import Told
    from forum.events import PostVoted
    from tests.reputation.histories import BEGIN, Forum

    forums = [
        Forum(threads=POSTS_EACH // 3, answers=3, voters=VOTERS // AUTHORS) for _ in range(AUTHORS)
    ]
    votes = [
        PostVoted(post_id=post.pk, thread_id=post.thread_id, member_id=voter.pk, value=1, before=0)
        for forum in forums
        for post in forum.posts
        for voter in forum.voters
    ]
    return [
        (one, Told(next(_numbers), BEGIN + timedelta(minutes=at))) for at, one in enumerate(votes)
    ]


def _statements(news) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.reputation.histories import tell

    with CaptureQueriesContext(connection) as queries:
        tell([news])
    return len(queries)


def _votes_a_second(shares: list[list]) -> float:
    from django.db import connections

    connections.close_all()
    forks = get_context("fork")
    barrier = forks.Barrier(len(shares) + 1)
    hands = [forks.Process(target=_dispatch, args=[share, barrier]) for share in shares]
    for hand in hands:
        hand.start()
    barrier.wait(60)
    begin = time.perf_counter()
    for hand in hands:
        hand.join()
    took = time.perf_counter() - begin
    assert not any(hand.exitcode for hand in hands), "a dispatcher failed"
    return sum(map(len, shares)) / took


def _dispatch(share: list, barrier: Barrier) -> None:
    from tests.reputation.histories import tell

    barrier.wait(60)
    tell(share)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for row in race():
        print(json.dumps(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
