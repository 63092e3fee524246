"""How much of what was not earned honestly survives, and how much of what was is lost.

A month of an honest community in which others cheat, played through the real actions and receivers
in a time of its own, with what the worker does every night. Nobody reviews anything: what is held
for people counts as gone, for honest members, too. Runs in a process with a database of its own
(`python -m benchmarks.gaming`).
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import django

from benchmarks.limits import at_most
from tests.services.template import copy_template

DAYS = int(os.environ.get("GAMING_DAYS", "30"))
QUIET_DAYS = 2
"""Before anybody cheats there is something to read."""
SEED = 20261122
DISHONEST_MOST = 2.0
HONEST_MOST = 0.5
VOTE_POINTS = 10
EARNING_CAPS = {"", "day_cap", "post_cap", "thread_cap", "once", "accepts_a_day"}
"""Caps that bound what anybody earns; what these clip nobody has taken away."""


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    """Rows of the table."""
    own = folder / "gaming"
    own.mkdir()
    copy_template(own / "bench.db")
    environment = {"DATA_DIR": str(own), "DATABASE_URL": f"sqlite:///{own / 'bench.db'}"}
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.gaming"],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    for line in said.splitlines():
        what, figure = json.loads(line)
        yield what, figure


def play() -> Iterator[tuple[str, str]]:
    """The month, and what it came to."""
    from benchmarks.gaming_people import CHEATS, Cheats, Honest
    from benchmarks.gaming_town import BEGIN, Clock, Town

    clock, dice = Clock(), random.Random(SEED)
    clock.wind_up()
    town = Town(clock, dice)
    honest = Honest(town, dice)
    cheats = [kind(town, dice, honest) for kind in CHEATS]
    for number in range(DAYS):
        begin = BEGIN + timedelta(days=number)
        playing: list[Honest | Cheats] = [honest, *(cheats if number >= QUIET_DAYS else [])]
        deeds = [deed for player in playing for deed in player.day(number)]
        for minute, deed in sorted(deeds, key=lambda deed: deed[0]):
            clock.moment = max(clock.moment, begin + timedelta(minutes=minute))
            deed()
            town.tell()
        clock.moment = max(clock.moment, begin + timedelta(days=1))
        _night()
    yield from _table(town, cheats)


def _night() -> None:
    from reputation.actions.nightly import look_through_credit
    from tests.reputation.lives import pass_time

    pass_time()
    look_through_credit()


def _table(town, cheats: Iterable) -> Iterator[tuple[str, str]]:
    from reputation.models import Claim

    claims = list(Claim.objects.filter(requested__gt=0, ended=None).select_related("live"))
    events = {claim.event: claim for claim in claims if claim.giver}
    wanted = kept = 0
    cheating: set[int] = set()
    for kind in cheats:
        members = {member.pk for member in kind.members}
        cheating |= members
        posts = town.dishonest_posts & {post.pk for post in kind.posts}
        theirs = [one for one in claims if _dishonest(events.get(one.event, one), members, posts)]
        asked, got = _sums(theirs, _attempts(town, members))
        wanted, kept = wanted + asked, kept + got
        yield f"{kind.name}: points that survive", f"{got} of {asked}"
    yield "dishonest points that survive, %", at_most(DISHONEST_MOST, 100 * kept / max(1, wanted))
    yield from _honest_rows(town, claims, cheating)


def _honest_rows(town, claims, cheating: set[int]) -> Iterator[tuple[str, str]]:
    fair = [
        claim for claim in claims if claim.member_id not in cheating and claim.giver not in cheating
    ]
    earned = sum(_points(claim) for claim in fair)
    lost = sum(claim.requested - _points(claim) for claim in fair if _taken(claim))
    refused = [pair for pair in town.refused if not cheating & set(pair)]
    lost += VOTE_POINTS * sum(town.refused[pair] for pair in refused)
    yield "honest points", str(earned)
    yield "honest points lost, %", at_most(HONEST_MOST, 100 * lost / max(1, earned + lost))
    clipped = sum(claim.requested - claim.applied for claim in fair if claim.cap == "pair_cap")
    yield "of these clipped by the cap of a pair, points", str(clipped)


def _dishonest(claim, members: set[int], posts: set[int]) -> bool:
    return claim.object_id in posts or (claim.giver in members and claim.member_id in members)


def _attempts(town, members: set[int]) -> int:
    return sum(times for pair, times in town.refused.items() if members.issuperset(pair))


def _sums(claims, attempts: int) -> tuple[int, int]:
    asked = sum(claim.requested for claim in claims) + VOTE_POINTS * attempts
    return asked, sum(_points(claim) for claim in claims)


def _points(claim) -> int:
    """What counts now."""
    return claim.applied if claim.live and claim.live.state == "posted" else 0


def _taken(claim) -> bool:
    """Whether a limit against gaming, and not one of earning, left less than was asked."""
    held = claim.live is not None and claim.live.state == "held" and claim.suspicion_id
    return bool(held or claim.voided or claim.cap not in EARNING_CAPS)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for row in play():
        print(json.dumps(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
