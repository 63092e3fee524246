"""Imports that are killed again and again, and one of a hundred thousand posts."""

import random
import subprocess
import sys
from typing import NamedTuple

import pytest
from django.conf import settings

from tests.forum.transfer.killing import Place, nothing_lost_nothing_doubled

pytestmark = pytest.mark.slow

KILLS = 12
POSTS_EACH = 100
"""In each thread."""
GROWTH_MAX = 1.3
"""How much more memory ten times as many posts may take."""

MEASURE = """
import os, sys, time
import django
django.setup()
from benchmarks.processes import cpu_seconds, peak_memory_mb
from django.core.management import call_command
begin = time.monotonic()
call_command("import_community", sys.argv[1], community="c", source="old", stdout=sys.stderr)
print(peak_memory_mb(os.getpid()), time.monotonic() - begin, cpu_seconds(os.getpid()))
"""


def test_an_import_that_is_killed_many_times_loses_and_doubles_nothing(tmp_path):
    dice = random.Random(7)
    with Place(tmp_path, threads=10, posts_each=1000) as place:
        killed = sum(place.kill_after(dice.choice([1, 1, 2])) for _number in range(KILLS))
        assert killed >= 3
        place.finish()
        nothing_lost_nothing_doubled(place)
        assert "post.made" not in place.finish()


class Taken(NamedTuple):
    """What an import took: the most memory at once, and seconds by the clock and of processors."""

    megabytes: float
    seconds: float
    processor: float

    def told(self, posts: int) -> str:
        return (
            f"{posts} posts in {self.seconds:.0f} s ({posts / self.seconds:.0f}/s, "
            f"{self.processor / posts * 1000:.1f} ms of processors each), {self.megabytes:.0f} MB"
        )


def taken(folder, threads: int) -> Taken:
    """Import so many threads of `POSTS_EACH` posts."""
    folder.mkdir()
    place = Place(folder, threads=threads, posts_each=POSTS_EACH)
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, str(place.files)],
        cwd=settings.BASE_DIR,
        env={**place.environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    ).stdout
    return Taken(*map(float, said.split()))


def test_memory_does_not_grow_with_the_number_of_posts(tmp_path, capsys):
    small, large = taken(tmp_path / "small", 100), taken(tmp_path / "large", 1000)
    with capsys.disabled():
        print(f"\n{small.told(100 * POSTS_EACH)}; {large.told(1000 * POSTS_EACH)}")
    assert large.megabytes < small.megabytes * GROWTH_MAX
