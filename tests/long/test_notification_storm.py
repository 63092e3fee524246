"""`kill -9` of the worker while members are told of answers and mentions, and mails go out.

Every member is told once, every mail goes out, and none more often than was promised: a mail whose
sending was interrupted goes out once more under the same Message-ID; a second death in a row ends
it, and both are logged. The moments are random, and often the very one in which a mail was written.
"""

import json
import random
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.long.conftest import LANGUAGES
from tests.services.forum import Forum

pytestmark = pytest.mark.slow

THREADS = 50
MENTIONED = 5
"""In every answer."""
KILLS_MAX = 60
MAILS_A_LIFE = 10
"""A worker lives for as many mails at most."""
WAIT_SECONDS = 30
SETTLE_SECONDS = 240
PAUSE_SECONDS = 0.005
SEPARATOR = b"\n" + b"-" * 79 + b"\n"
"""What Django's file backend writes after each mail."""

CONFIRM = """
from allauth.account.models import EmailAddress
from accounts.models import Member
for member in Member.objects.filter(username__regex="^(writer|reader)-"):
    member.email = f"{member.username}@example.org"
    member.save(update_fields=["email"])
    EmailAddress.objects.filter(user=member).delete()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
"""
LEDGER = """
import json
from django.db import connection
from core.models import Outbox
from forum.models import Notification, NotificationDelivery
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    intact = cursor.fetchone()[0]
deliveries = NotificationDelivery.objects.select_related("notification__member")
print(json.dumps({
    "told": list(Notification.objects.values_list("member__username", "type")),
    "mails": [[d.notification.member.username, d.message_id, d.state, d.reason]
              for d in deliveries],
    "held": deliveries.exclude(owner="").count(),
    "untold": Outbox.objects.filter(done__isnull=True).count(),
    "intact": intact,
}))
"""


class Mails:
    """What the file backend wrote into `folder`; a file may hold several."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._begun: dict[tuple[str, int], int] = {}

    def count(self) -> int:
        """How many mails were begun. Asked often, so each file is read once for each size."""
        sizes = [(path, path.stat().st_size) for path in self._files()]
        for path, size in sizes:
            if (path.name, size) not in self._begun:
                self._begun[path.name, size] = path.read_bytes().count(b"\nMessage-ID: ")
        return sum(self._begun[path.name, size] for path, size in sizes)

    def _files(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.exists() else []

    def sent(self) -> Counter[tuple[str, str]]:
        """How often each went out, by its address and Message-ID."""
        return Counter(self._read())

    def _read(self) -> Iterator[tuple[str, str]]:
        for path in self._files():
            for mail in filter(bytes.strip, path.read_bytes().split(SEPARATOR)):
                read = message_from_bytes(mail.lstrip(b"\n"))
                yield read["To"], read["Message-ID"]


@pytest.fixture
def mails(tmp_path) -> Mails:
    return Mails(tmp_path / "mails")


@pytest.fixture
def forum(tmp_path, mails) -> Iterator[Forum]:
    with Forum(
        tmp_path,
        TRANSLATION_ENGINES="reference:pseudo",
        LANGUAGES=",".join(("en", *LANGUAGES)),
        EMAIL_URL=f"filemail:///{mails.folder}",
    ) as forum:
        forum.prepare()
        yield forum


def mentioned(thread: int) -> list[str]:
    """Who is named in the answer in a thread; nobody twice."""
    return [f"reader-{number}" for number in range(thread * MENTIONED, (thread + 1) * MENTIONED)]


def answer_all(forum: Forum, ids: list[int]) -> None:
    """An answer in each thread, by the asker of the next one."""
    for number, thread in enumerate(ids):
        names = " ".join(f"@{name}" for name in mentioned(number))
        forum.api(
            "POST",
            f"/threads/{thread}/posts",
            {
                "body": f"The lamp {number} glows. Ask {names} about it.",
                "kind": "answer",
                "language": "en",
            },
            token=forum.token(f"writer-{(number + 1) % len(ids)}"),
        )
        time.sleep(0.2)


def expected() -> set[tuple[str, str]]:
    askers = {(f"writer-{number}", "answer") for number in range(THREADS)}
    readers = {(name, "mention") for number in range(THREADS) for name in mentioned(number)}
    return askers | readers


def kill_again_and_again(forum: Forum, mails: Mails, chance: random.Random) -> int:
    """Until every mail is begun; how many times the worker was killed."""
    for kill in range(KILLS_MAX):
        if mails.count() >= len(expected()):
            return kill
        if chance.random() < 0.25:
            time.sleep(chance.uniform(0.0, 5.0))
        else:
            wait_for(mails, mails.count() + chance.randint(1, MAILS_A_LIFE))
        forum.stop("worker", signal.SIGKILL)
        forum.start("worker")
    return KILLS_MAX


def wait_for(mails: Mails, count: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while mails.count() < min(count, len(expected())) and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)


def settled(forum: Forum) -> dict:
    """The ledger once nothing is on its way, or after the time that this may take."""
    until = time.monotonic() + SETTLE_SECONDS
    while True:
        ledger = json.loads(forum.shell(LEDGER).splitlines()[-1])
        moving = {"waiting", "started"} & {state for _name, _id, state, _why in ledger["mails"]}
        done = not ledger["untold"] and not moving and len(ledger["mails"]) >= len(expected())
        if done or time.monotonic() > until:
            return ledger
        time.sleep(1)


def logged(forum: Forum, words: str) -> set[str]:
    """The Message-IDs of which the worker said that."""
    return set(re.findall(rf"mail (<\S+>) {words}", forum.log("worker")))


def test_members_are_told_once_and_mails_go_out_as_promised(forum, threads, mails, capsys):
    chance = random.Random(20261122)
    forum.start()
    forum.wait_until_ready()
    ids = threads(THREADS, kind="question")
    forum.make_members({name: "de" for number in range(THREADS) for name in mentioned(number)})
    forum.shell(CONFIRM)
    begin = time.monotonic()
    writer = threading.Thread(target=answer_all, args=(forum, ids))
    writer.start()
    kills = kill_again_and_again(forum, mails, chance)
    writer.join()
    stormy = time.monotonic() - begin
    ledger = settled(forum)
    sent = mails.sent()
    repeated = logged(forum, "was interrupted and is sent once more")
    given_up = logged(forum, "was interrupted twice and is given up")
    with capsys.disabled():
        print(
            f"\n{kills} kills in {stormy:.0f} s, settled after "
            f"{time.monotonic() - begin - stormy:.0f} s: {len(ledger['told'])} notifications, "
            f"{len(ledger['mails'])} mails due, {sum(sent.values())} went out; "
            f"{len(repeated)} were repeated, of which {sum(n > 1 for n in sent.values())} had gone "
            f"out before; {len(given_up)} were given up"
        )
    assert sorted(map(tuple, ledger["told"])) == sorted(expected())
    assert sorted(name for name, *_rest in ledger["mails"]) == sorted(n for n, _type in expected())
    for name, message_id, state, reason in ledger["mails"]:
        times = sent.pop((f"{name}@example.org", message_id), 0)
        if message_id in given_up:
            assert (state, reason, times <= 2) == ("failed", "interrupted twice", True)
        else:
            assert (state, reason) == ("sent", "")
            assert 1 <= times <= 1 + (message_id in repeated)
    assert not sent
    assert (ledger["held"], ledger["untold"], ledger["intact"]) == (0, 0, "ok")
