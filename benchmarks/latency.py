"""From the POST of a post to the fragment that shows it in the reader's language."""

import json
import shutil
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from benchmarks.content import a_post, a_thread, sentences
from tests.services.forum import Forum

POSTS = 40
GIVE_UP_SECONDS = 60.0
CASES = (
    ("reference", "reference:pseudo", "en", "es"),
    ("Apertium, en to es", "apertium", "en", "es"),
    ("Argos (starter), de to en", "argos", "de", "en"),
)


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    for name, engine, written, read in CASES:
        what = f"POST to live fragment, {name}"
        if engine == "apertium" and not shutil.which("apertium"):
            yield what, "left out: apertium is not installed"
            continue
        place = folder / engine.replace(":", "-")
        place.mkdir()
        with Forum(place, TRANSLATION_ENGINES=engine) as forum:
            yield what, _figures(_latencies(forum, written, read))


@dataclass(frozen=True, slots=True)
class Told:
    """Seconds from a POST to its first fragment and to the end of its translation, and whether
    that is shown (what scores too low is not)."""

    first: float
    translated: float
    shown: bool


def _latencies(forum: Forum, written: str, read: str) -> list[Told]:
    forum.prepare()
    forum.make_members({"writer": written})
    forum.start()
    forum.wait_until_ready()
    thread = a_thread(forum, "writer", written)
    address = f"{forum.url.replace('http', 'ws')}/ws/threads/{thread}?lang={read}"
    texts = sentences(written)
    next(texts)
    with connect(address) as socket:
        _hello(socket)
        _post(forum, socket, thread, written, read, next(texts))  # loads the models
        return [_post(forum, socket, thread, written, read, next(texts)) for _ in range(POSTS)]


def _hello(socket: ClientConnection) -> None:
    while json.loads(socket.recv(timeout=GIVE_UP_SECONDS))["type"] != "hello":
        pass


def _post(
    forum: Forum, socket: ClientConnection, thread: int, written: str, read: str, body: str
) -> Told:
    begin = time.monotonic()
    post = a_post(forum, thread, "writer", written, body)
    first = 0.0
    while True:
        message = json.loads(socket.recv(timeout=GIVE_UP_SECONDS))
        if message.get("post") != post:
            continue
        first = first or time.monotonic() - begin
        shown = f'<div class="text__shown prose" lang="{read}"' in message["html"]
        if shown or message["type"] == "post.translated":
            return Told(first, time.monotonic() - begin, shown)


def _figures(told: list[Told]) -> str:
    first = sorted(each.first for each in told)
    translated = sorted(each.translated for each in told)
    shown = sum(each.shown for each in told)
    return (
        f"{shown} of {len(told)} shown; "
        f"original p50 {_ms(statistics.median(first))}, p95 {_ms(_p95(first))}; "
        f"translated p50 {_ms(statistics.median(translated))}, p95 {_ms(_p95(translated))}"
    )


def _p95(ordered: list[float]) -> float:
    return ordered[int(len(ordered) * 0.95)]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
