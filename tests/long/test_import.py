"""Imports that are killed again and again, and one of a hundred thousand posts."""

import random
import subprocess
import sys

import pytest
from django.conf import settings

from tests.forum.transfer.killing import Place, nothing_lost_nothing_doubled

pytestmark = pytest.mark.slow

KILLS = 12
GROWTH_MAX = 1.3
"""How much more memory ten times as many posts may take."""

MEASURE = """
import resource, sys
import django
django.setup()
from django.core.management import call_command
call_command("import_community", sys.argv[1], community="c", source="old", stdout=sys.stderr)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_an_import_that_is_killed_many_times_loses_and_doubles_nothing(tmp_path):
    place = Place(tmp_path, threads=10, posts_each=1000)
    dice = random.Random(7)
    killed = sum(place.kill_after(dice.choice([1, 1, 2])) for _number in range(KILLS))
    assert killed >= 3
    place.finish()
    nothing_lost_nothing_doubled(place)
    assert "post.made" not in place.finish()


def peak(folder, threads: int) -> int:
    """The most memory (KiB) that importing so many threads of 100 posts took."""
    folder.mkdir()
    place = Place(folder, threads=threads, posts_each=100)
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, str(place.files)],
        cwd=settings.BASE_DIR,
        env={**place.environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    ).stdout
    return int(said)


def test_memory_does_not_grow_with_the_number_of_posts(tmp_path):
    small, large = peak(tmp_path / "small", 100), peak(tmp_path / "large", 1000)
    assert large < small * GROWTH_MAX
