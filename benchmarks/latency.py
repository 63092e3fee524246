"""From the POST of a post to the fragment that shows it in the reader's language."""

import json
import shutil
import statistics
import time
from collections.abc import Iterator
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


def _latencies(forum: Forum, written: str, read: str) -> list[tuple[float, float]]:
    """For each post the time to its first fragment and to the one that is translated."""
    forum.prepare()
    forum.make_members({"writer": written})
    forum.start()
    forum.wait_until_ready()
    thread = a_thread(forum, "writer", written)
    address = f"{forum.url.replace('http', 'ws')}/ws/threads/{thread}?lang={read}"
    texts = sentences(written)
    next(texts)
    with connect(address) as socket:
        _post(forum, socket, thread, written, read, next(texts))  # loads the models
        return [_post(forum, socket, thread, written, read, next(texts)) for _ in range(POSTS)]


def _post(
    forum: Forum, socket: ClientConnection, thread: int, written: str, read: str, body: str
) -> tuple[float, float]:
    begin = time.monotonic()
    post = a_post(forum, thread, "writer", written, body)
    first = 0.0
    while True:
        message = json.loads(socket.recv(timeout=GIVE_UP_SECONDS))
        if message.get("post") != post:
            continue
        first = first or time.monotonic() - begin
        if f'lang="{read}"' in message["html"]:
            return first, time.monotonic() - begin


def _figures(latencies: list[tuple[float, float]]) -> str:
    first, translated = (sorted(column) for column in zip(*latencies, strict=True))
    return (
        f"original p50 {_ms(statistics.median(first))}, p95 {_ms(_p95(first))}; "
        f"translated p50 {_ms(statistics.median(translated))}, p95 {_ms(_p95(translated))}"
    )


def _p95(ordered: list[float]) -> float:
    return ordered[int(len(ordered) * 0.95)]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
