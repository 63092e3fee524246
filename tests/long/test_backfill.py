"""Ten thousand posts in twelve languages, a reader who comes in between, and kills of the worker.

Nothing is lost, memory stays bounded, throughput steady, and the reader waits for one batch.
`BACKFILL_POSTS` makes it smaller; it prints what it measured.
"""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.forum import Forum

pytestmark = pytest.mark.slow

POSTS = int(os.environ.get("BACKFILL_POSTS", "10000"))
LANGUAGES = "de es fr it pt nl pl ru tr ar ja he".split()
POSTS_A_THREAD = 100
READINGS = 20
SAMPLE_SECONDS = POSTS / 500
"""Looking takes seconds of a processor, too."""
PATIENCE_SECONDS = 5400
MEMORY_GROWTH_MAX = 1.3
"""From a fifth of the work to its end; a leak of one job in ten would show."""
STEADY = 0.5
"""The last quarter has at least this share of the first quarter's throughput."""

WRITE = """
from accounts.models import Community, Member
from accounts.queries import actor_for
from core.worker import run_once
from django.db import transaction
from forum.actions import open_thread, publish_post, record_demand
from forum.models import Category
community = Community.objects.get()
category = Category.objects.filter(community=community).first()
actor = actor_for(Member.objects.get(username="writer-0"))
for code in LANGUAGES:
    record_demand(community=community, language=code)
run_once()
for thread_number in range(THREADS):
    with transaction.atomic():
        thread = open_thread(actor=actor, community=community, category=category,
                             kind="discussion", title=f"Lamp hall number {thread_number}",
                             body="Everything I know about this hall.", language="en")
        for number in range(1, POSTS_A_THREAD):
            publish_post(actor=actor, thread=thread, kind="comment", language="en",
                         body=f"The **lamp** {number} of hall {thread_number} glows "
                              f"since `10:{number}`. "
                              f"It stays on whatever I do with switch {number}.")
"""
STATE = """
import json
from core.models import Outbox
from translation.models import Text, Translation, TranslationJob
print(json.dumps({
    "jobs": TranslationJob.objects.count(),
    "failed": TranslationJob.objects.exclude(state__in=["pending", "working"]).count(),
    "untold": Outbox.objects.filter(done__isnull=True).count(),
    "translations": Translation.objects.count(),
    "fresh": sum(t.source_checksum == t.text.checksum
                 for t in Translation.objects.select_related("text").only(
                     "source_checksum", "text__checksum").iterator()) if FINAL else 0,
    "texts": Text.objects.filter(language="en").count(),
}))
"""
READ = """
import json, time
from accounts.models import Member
from accounts.queries import actor_for
from core.models import Outbox
from translation.actions import request, write_text
from translation.models import Translation, TranslationJob
from translation.priority import Priority
text = write_text(source="A reader waits for lamp number NUMBER right now.", format="markdown",
                  community=None, author=None, language="en")
before = Translation.objects.count()
began = time.monotonic()
request(texts=[text], languages=["de"], priority=Priority.READER)
while not Translation.objects.filter(text=text).exists() and time.monotonic() - began < 60:
    time.sleep(0.02)
seconds = time.monotonic() - began
others = Translation.objects.count() - before - 1
news = Outbox.objects.filter(payload__text_id=text.pk, done=None)
while news.exists() and time.monotonic() - began < 60:
    time.sleep(0.1)
print(json.dumps({"seconds": seconds, "told": time.monotonic() - began, "others": others}))
"""


@pytest.fixture
def forum(tmp_path: Path) -> Iterator[Forum]:
    with Forum(
        tmp_path, TRANSLATION_ENGINES="reference:pseudo", LANGUAGES=",".join(("en", *LANGUAGES))
    ) as forum:
        forum.prepare()
        forum.make_members({"writer-0": "en"})
        yield forum


def fill(forum: Forum) -> None:
    names = {
        "LANGUAGES": LANGUAGES,
        "THREADS": max(1, POSTS // POSTS_A_THREAD),
        "POSTS_A_THREAD": POSTS_A_THREAD,
    }
    forum.shell("".join(f"{name} = {value!r}\n" for name, value in names.items()) + WRITE)


def state(forum: Forum, *, final: bool = False) -> dict:
    return json.loads(forum.shell(f"FINAL = {final}\n{STATE}").splitlines()[-1])


def read(forum: Forum, number: int) -> dict:
    return json.loads(forum.shell(READ.replace("NUMBER", str(number))).splitlines()[-1])


def resident_megabytes(forum: Forum) -> float:
    status = Path(f"/proc/{forum.pid('worker')}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def processor_seconds(forum: Forum) -> float:
    fields = Path(f"/proc/{forum.pid('worker')}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_long_backfill_is_steady_and_lets_readers_pass(forum, capsys):
    fill(forum)
    wanted = state(forum)["texts"] * len(LANGUAGES)
    forum.start("worker")
    samples: list[tuple[float, int, float, float, int]] = []
    readings: list[dict] = []
    kills = 0
    begin = time.monotonic()
    while time.monotonic() - begin < PATIENCE_SECONDS:
        now = state(forum)
        done = now["translations"]
        sample = (
            time.monotonic() - begin,
            done,
            resident_megabytes(forum),
            processor_seconds(forum),
            2 * done - now["untold"],
        )
        samples.append(sample)
        if not now["jobs"] and not now["untold"] and done >= wanted:
            break
        if len(readings) < READINGS and done > wanted * (len(readings) + 1) / (READINGS + 2):
            readings.append(read(forum, len(readings)))
        if kills < 3 and done > wanted * (kills + 1) / 8:
            forum.stop("worker", signal.SIGKILL)
            forum.start("worker")
            kills += 1
        time.sleep(SAMPLE_SECONDS)
    took = time.monotonic() - begin
    last = state(forum, final=True)
    report(capsys, wanted, took, samples, readings, kills)
    assert last["jobs"] == last["failed"] == last["untold"] == 0
    assert last["fresh"] == last["translations"] == wanted + len(readings)
    assert max(reading["told"] for reading in readings) < 60
    assert growth(samples, wanted) < MEMORY_GROWTH_MAX
    assert steadiness(samples) > STEADY


def since_last_kill(samples: list) -> list:
    """The samples of the worker that lived last: memory and processor time begin anew."""
    start = max((i for i, s in enumerate(samples) if i and s[3] < samples[i - 1][3]), default=0)
    return samples[start:]


def growth(samples: list, wanted: int) -> float:
    """The last worker's memory at its end, as a multiple of that after a fifth of its work."""
    own = since_last_kill(samples)
    fifth = own[0][1] + (own[-1][1] - own[0][1]) / 5
    early = next(sample for sample in own if sample[1] >= fifth)
    return own[-1][2] / early[2]


def steadiness(samples: list) -> float:
    """Work per processor second in the last quarter of the samples, by that in the first.

    Making a translation and telling the news of it are work alike: the one goes on beside the
    other, and after it.
    """
    own = since_last_kill(samples)
    quarter = max(1, len(own) // 4)

    def rate(part: list) -> float:
        return (part[-1][4] - part[0][4]) / max(part[-1][3] - part[0][3], 0.01)

    return rate(own[-quarter - 1 :]) / max(rate(own[: quarter + 1]), 0.01)


def report(capsys, wanted, took, samples, readings, kills) -> None:
    waits = sorted(reading["seconds"] for reading in readings)
    others = sorted(reading["others"] for reading in readings)
    told = sorted(reading["told"] for reading in readings)
    with capsys.disabled():
        print(
            f"\n{POSTS} posts, {wanted} translations in {took:.0f} s ({wanted / took:.0f}/s), "
            f"{kills} kills; memory {since_last_kill(samples)[0][2]:.0f} to "
            f"{max(s[2] for s in samples):.0f} MB, growth {growth(samples, wanted):.2f}, "
            f"last quarter's throughput {steadiness(samples):.2f} of the first's; "
            f"{len(waits)} readers waited p50 {waits[len(waits) // 2]:.2f} s, longest "
            f"{waits[-1]:.2f} s, while {others[-1]} other translations at most were stored; pages "
            f"heard of it after {told[len(told) // 2]:.2f} s, at most {told[-1]:.2f} s"
        )
