"""`kill -9` of server and worker at random moments, while posts are being written.

What was acknowledged is there once, every translation is there once, and nothing is stuck.
"""

import http.client
import json
import random
import signal
import threading
import time
from queue import Empty, Queue

import pytest

from tests.long.conftest import LANGUAGES
from tests.services.forum import Forum

pytestmark = pytest.mark.slow

KILLS = 50
POSTS = 200
WRITERS = 4
SETTLE_SECONDS = 180
VICTIMS = (("server",), ("worker",), ("server", "worker"))

LEDGER = """
import json, sqlite3
from collections import Counter
from django.db import connection
from core.models import Outbox
from forum.models import Post, Thread, ThreadEvent
from translation.models import Text, Translation, TranslationJob
posts = Post.objects.exclude(kind="opening").select_related("body")
fresh = [t for t in Translation.objects.select_related("text")
         if t.source_checksum == t.text.checksum]
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    intact = cursor.fetchone()[0]
print(json.dumps({
    "posts": {post.pk: post.body.source for post in posts},
    "texts": sorted(Text.objects.filter(post__isnull=False).values_list("pk", flat=True)),
    "translations": [[t.text_id, t.language] for t in fresh],
    "orphans": Text.objects.filter(post__isnull=True, thread_titled__isnull=True,
                                   author__isnull=False).count(),
    "jobs": list(TranslationJob.objects.values_list("state", flat=True)),
    "untold": Outbox.objects.filter(done__isnull=True).count(),
    "events": [[t.event, t.events.count()] for t in Thread.objects.all()],
    "counted": [[t.posts_count, t.posts.exclude(kind="opening").count()]
                for t in Thread.objects.all()],
    "intact": intact,
}))
"""


class Writer(threading.Thread):
    """Writes what it finds in `drafts`, each until it is acknowledged."""

    def __init__(self, forum: Forum, thread: int, token: str, drafts: "Queue[str]") -> None:
        super().__init__(daemon=True)
        self.forum, self.thread, self.token, self.drafts = forum, thread, token, drafts
        self.acknowledged: dict[str, int] = {}
        self.tries = 0
        self.refused: list[tuple[int, bytes]] = []
        self.done = threading.Event()

    def run(self) -> None:
        while not (self.done.is_set() and self.drafts.empty()):
            try:
                draft = self.drafts.get(timeout=0.1)
            except Empty:
                continue
            self._write(draft)

    def _write(self, draft: str) -> None:
        while True:
            self.tries += 1
            try:
                answer = self.forum.call(
                    "POST",
                    f"/api/v1/threads/{self.thread}/posts",
                    {"body": draft, "kind": "comment", "language": "en"},
                    token=self.token,
                    key=draft.partition(":")[0].replace(" ", "-"),
                    timeout_seconds=20,
                )
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if answer.status == http.client.CREATED:
                self.acknowledged[draft] = answer.json()["id"]
                return
            self.refused.append((answer.status, answer.body[:200]))
            if answer.status < http.client.INTERNAL_SERVER_ERROR:
                return
            time.sleep(0.1)


def test_nothing_is_lost_or_doubled_by_kills_at_random_moments(forum, threads, capsys):
    chance = random.Random(20261122)
    forum.start()
    forum.wait_until_ready()
    ids = threads(WRITERS)
    drafts: Queue[str] = Queue()
    writers = [
        Writer(forum, thread, forum.token(f"writer-{number}"), drafts)
        for number, thread in enumerate(ids)
    ]
    for writer in writers:
        writer.start()
    begin = time.monotonic()
    for kill in range(KILLS):
        for number in range(POSTS // KILLS):
            drafts.put(f"Post {kill}-{number}: the lamp number {kill} glows. It stays on.")
        time.sleep(chance.uniform(0.0, 0.6))
        victims = chance.choice(VICTIMS)
        for name in victims:
            forum.stop(name, signal.SIGKILL)
        forum.start(*victims)
        if chance.random() < 0.7:
            forum.wait_until_ready()
    forum.wait_until_ready()
    for writer in writers:
        writer.done.set()
    for writer in writers:
        writer.join(timeout=120)
        assert not writer.is_alive()
    written = time.monotonic() - begin
    ledger = settled(forum)
    settling = time.monotonic() - begin - written

    acknowledged = {
        draft: post for writer in writers for draft, post in writer.acknowledged.items()
    }
    with capsys.disabled():
        print(
            f"\n{KILLS} kills in {written:.0f} s, {len(acknowledged)} posts acknowledged in "
            f"{sum(writer.tries for writer in writers)} tries, "
            f"{len(ledger['translations'])} translations, settled after {settling:.1f} s, "
            f"other answers: {[refusal for writer in writers for refusal in writer.refused]}"
        )
    assert len(acknowledged) == POSTS
    assert {int(key): source for key, source in ledger["posts"].items()} == {
        post: draft for draft, post in acknowledged.items()
    }
    expected = sorted([text, code] for text in ledger["texts"] for code in LANGUAGES)
    of_posts = [pair for pair in ledger["translations"] if pair[0] in set(ledger["texts"])]
    assert sorted(of_posts) == expected
    assert ledger["jobs"] == []
    assert ledger["untold"] == 0
    assert ledger["orphans"] == 0
    assert all(newest == count for newest, count in ledger["events"])
    assert all(counted == count for counted, count in ledger["counted"])
    assert ledger["intact"] == "ok"


def settled(forum: Forum) -> dict:
    """The ledger once nothing is left to do, or after the time that this may take."""
    until = time.monotonic() + SETTLE_SECONDS
    while True:
        ledger = json.loads(forum.shell(LEDGER).splitlines()[-1])
        if not ledger["jobs"] and not ledger["untold"]:
            return ledger
        if time.monotonic() > until:
            return ledger
