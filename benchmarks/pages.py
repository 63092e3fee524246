"""What a thread's page of 20 posts costs: as written, translated, and with a member signed in,
against django-spirit's page of as many comments. Start time and memory."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.content import a_post, a_thread, sentences
from benchmarks.limits import at_most
from benchmarks.peers.django_spirit import Spirit, spirit_peer
from benchmarks.processes import cpu_seconds, memory_mb
from tests.services.forum import Forum
from tests.services.servers import Missing

POSTS = 20
REQUESTS = 30
ROUNDS = 4
SETTLE_SECONDS = 120.0
OF_PEER = 0.5

Ask = Callable[[], None]


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    with ExitStack() as stack:
        forum = stack.enter_context(Forum(folder, TRANSLATION_ENGINES="reference:pseudo"))
        yield "start of server and worker, until ready", f"{_started(forum):.1f} s"
        thread = _thread(forum)
        asked = {
            "as written, visitor": _asks(forum, f"/de/t/{thread}/", None),
            "translated, visitor": _asks(forum, f"/es/t/{thread}/", None),
            "translated, member": _asks(forum, f"/es/t/{thread}/", forum.session("reader")),
        }
        pids = dict.fromkeys(asked, forum.pid("server"))
        try:
            peer = stack.enter_context(spirit_peer(folder))
        except Missing as error:
            yield "django-spirit", f"left out: {error}"
        else:
            asked["django-spirit, member"] = _asks_peer(peer)
            pids["django-spirit, member"] = peer.pid
        yield from _figures(_in_turns(asked, pids))
        for name in ("server", "worker"):
            yield f"memory of the {name}", f"{memory_mb(forum.pid(name)):.0f} MB"


def _figures(costs: dict[str, float]) -> Iterator[tuple[str, str]]:
    for name, cost in costs.items():
        yield f"page of {POSTS} posts, {name}, processor time", f"{cost * 1000:.1f} ms"
    if theirs := costs.get("django-spirit, member"):
        share = costs["translated, member"] / theirs
        yield (
            "our page, translated, to django-spirit's, a member signed in",
            at_most(OF_PEER, share),
        )


def _started(forum: Forum) -> float:
    forum.prepare()
    forum.make_members({"writer": "de", "reader": "es"})
    forum.start()
    return forum.wait_until_ready()


def _thread(forum: Forum) -> int:
    """A thread in German, all of it translated into Spanish."""
    thread = a_thread(forum, "writer", "de")
    for body in islice(sentences("de"), 1, POSTS):
        a_post(forum, thread, "writer", "de", body)
    until = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < until:
        # Reading by program asks for translations.
        found = forum.api("GET", f"/threads/{thread}?lang=es", token=forum.token("writer"))
        bodies = [post["body"]["shown"]["lang"] for post in found["posts"]["items"]]
        if {*bodies, found["title"]["shown"]["lang"]} == {"es"}:
            return thread
        time.sleep(0.2)
    raise TimeoutError("the thread was not translated")


def _asks(forum: Forum, path: str, session: str | None) -> Ask:
    path = forum.call("GET", path, session=session).location or path

    def ask() -> None:
        answer = forum.call("GET", path, session=session)
        if answer.status != http.client.OK or answer.body.count(b"<article") != POSTS:
            raise AssertionError(f"{path}: {answer.status}")

    return ask


def _asks_peer(peer: Spirit) -> Ask:
    path = peer.topics[-1]

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": f"sessionid={peer.cookie}"})
        answer = connection.getresponse()
        if answer.status != http.client.OK or answer.read().count(b"glows") != POSTS:
            raise AssertionError(f"{path}: {answer.status}")
        connection.close()

    return ask


def _in_turns(asked: dict[str, Ask], pids: dict[str, int]) -> dict[str, float]:
    """Processor seconds of the server for one page of each, the median over rounds in which each
    had its turn."""
    rounds: dict[str, list[float]] = {name: [] for name in asked}
    for _round in range(ROUNDS):
        for name, ask in asked.items():
            before = cpu_seconds(pids[name])
            for _number in range(REQUESTS):
                ask()
            rounds[name].append((cpu_seconds(pids[name]) - before) / REQUESTS)
    return {name: median(some) for name, some in rounds.items()}
