"""How much of what was not earned honestly survives, and how much of what was is lost.

A month of honest communities in which others cheat, played through the real actions and receivers
in a time of its own, with what the worker does every night. Nobody reviews anything: what is held
for people counts as gone, for honest members, too. Several towns are played, each from a seed of
its own, and what they say is added up: a single one says as much about its dice. Each runs in a
process with a database of its own (`python -m benchmarks.gaming SEED`).
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import django

from benchmarks.limits import at_most
from tests.services.template import copy_template

DAYS = int(os.environ.get("GAMING_DAYS", "30"))
QUIET_DAYS = 2
"""Before anybody cheats there is something to read."""
SEED = 20261122
TOWNS = int(os.environ.get("GAMING_TOWNS", "4"))
DISHONEST_MOST = 2.0
HONEST_MOST = 0.5
VOTE_POINTS = 10
EARNING_CAPS = {"", "day_cap", "post_cap", "thread_cap", "once", "accepts_a_day"}
"""Caps that bound what anybody earns; what these clip nobody has taken away."""
Told = dict[str, Counter[str]]
"""Points by what they are, for each kind of cheat and for the `HONEST`."""
HONEST = "honest"


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    """Rows of the table."""
    with ThreadPoolExecutor(os.cpu_count()) as towns:
        told = list(towns.map(partial(_town, folder), range(SEED, SEED + TOWNS)))
    sums: Told = {}
    for one in told:
        for name, points in one.items():
            sums.setdefault(name, Counter()).update(points)
    yield "towns played", f"{TOWNS}, {DAYS} days each"
    yield from _table(sums)


def _town(folder: Path, seed: int) -> Told:
    own = folder / f"gaming-{seed}"
    own.mkdir()
    copy_template(own / "bench.db")
    environment = {"DATA_DIR": str(own), "DATABASE_URL": f"sqlite:///{own / 'bench.db'}"}
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.gaming", str(seed)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    return {name: Counter(points) for name, points in json.loads(said).items()}


def _table(sums: Told) -> Iterator[tuple[str, str]]:
    honest = sums[HONEST]
    cheats = {name: points for name, points in sums.items() if name != HONEST}
    for name, points in cheats.items():
        yield f"{name}: points that survive", f"{points['kept']} of {points['wanted']}"
    wanted = sum(points["wanted"] for points in cheats.values())
    kept = sum(points["kept"] for points in cheats.values())
    yield "dishonest points that survive, %", at_most(DISHONEST_MOST, 100 * kept / max(1, wanted))
    due = honest["earned"] + honest["lost"]
    yield "honest points", str(honest["earned"])
    yield "honest points lost, %", at_most(HONEST_MOST, 100 * honest["lost"] / max(1, due))
    yield "of these clipped by the cap of a pair, points", str(honest["clipped"])


def play(seed: int) -> Told:
    """The month, and what it came to."""
    from benchmarks.gaming_people import CHEATS, Cheats, Honest
    from benchmarks.gaming_town import BEGIN, Clock, Town

    clock, dice = Clock(), random.Random(seed)
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
    return _told(town, cheats)


def _night() -> None:
    from reputation.actions.nightly import look_through_credit
    from tests.reputation.lives import pass_time

    pass_time()
    look_through_credit()


def _told(town, cheats: Iterable) -> Told:
    from reputation.models import Claim

    claims = list(Claim.objects.filter(requested__gt=0, ended=None).select_related("live"))
    events = {claim.event: claim for claim in claims if claim.giver}
    told: Told = {}
    cheating: set[int] = set()
    for kind in cheats:
        members = {member.pk for member in kind.members}
        cheating |= members
        posts = town.dishonest_posts & {post.pk for post in kind.posts}
        theirs = [one for one in claims if _dishonest(events.get(one.event, one), members, posts)]
        wanted, kept = _sums(theirs, _attempts(town, members))
        told[kind.name] = Counter(wanted=wanted, kept=kept)
    return {**told, HONEST: _honest(town, claims, cheating)}


def _honest(town, claims, cheating: set[int]) -> Counter[str]:
    fair = [
        claim for claim in claims if claim.member_id not in cheating and claim.giver not in cheating
    ]
    refused = [pair for pair in town.refused if not cheating & set(pair)]
    lost = sum(claim.requested - _points(claim) for claim in fair if _taken(claim))
    return Counter(
        earned=sum(_points(claim) for claim in fair),
        lost=lost + VOTE_POINTS * sum(town.refused[pair] for pair in refused),
        clipped=sum(one.requested - one.applied for one in fair if one.cap == "pair_cap"),
    )


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


def main(seed: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(play(seed)))


if __name__ == "__main__":
    main(int(sys.argv[1]))
