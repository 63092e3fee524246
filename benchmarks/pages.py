"""What a thread's page of 20 posts costs, as written and translated; start time and memory."""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.content import a_post, a_thread, sentences
from benchmarks.processes import cpu_seconds, memory_mb
from tests.services.forum import Forum

POSTS = 20
REQUESTS = 60
SETTLE_SECONDS = 120.0


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    with Forum(folder, TRANSLATION_ENGINES="reference:pseudo") as forum:
        forum.prepare()
        forum.make_members({"writer": "de"})
        forum.start()
        yield "start of server and worker, until ready", f"{forum.wait_until_ready():.1f} s"
        thread = a_thread(forum, "writer", "de")
        for body in islice(sentences("de"), 1, POSTS):
            a_post(forum, thread, "writer", "de", body)
        _translate(forum, thread, "es")
        written, translated = (_cost(forum, f"/{code}/t/{thread}/") for code in ("de", "es"))
        yield f"page of {POSTS} posts as written, processor time", f"{written * 1000:.1f} ms"
        yield f"page of {POSTS} posts translated, processor time", f"{translated * 1000:.1f} ms"
        yield "translated to written", f"{translated / written:.2f}"
        for name in ("server", "worker"):
            yield f"memory of the {name}", f"{memory_mb(forum.pid(name)):.0f} MB"


def _translate(forum: Forum, thread: int, language: str) -> None:
    """Wait until the whole thread is translated, which reading it by program asks for."""
    until = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < until:
        found = forum.api("GET", f"/threads/{thread}?lang={language}", token=forum.token("writer"))
        bodies = [post["body"]["shown"]["lang"] for post in found["posts"]["items"]]
        if {*bodies, found["title"]["shown"]["lang"]} == {language}:
            return
        time.sleep(0.2)
    raise TimeoutError("the thread was not translated")


def _cost(forum: Forum, path: str) -> float:
    """Processor seconds of the server for one page."""
    answer = forum.call("GET", path)
    if answer.location:
        path = answer.location
        forum.call("GET", path)
    before = cpu_seconds(forum.pid("server"))
    for _ in range(REQUESTS):
        answer = forum.call("GET", path)
        if answer.status != 200 or answer.body.count(b"<article") != POSTS:
            raise AssertionError(f"{path}: {answer.status}")
    return (cpu_seconds(forum.pid("server")) - before) / REQUESTS
