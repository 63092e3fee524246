"""What the server spends to tell one change to one more open page."""

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.content import a_post, a_thread, sentences
from benchmarks.processes import cpu_seconds, memory_mb
from tests.services.forum import Forum

SOCKETS = 500
POSTS = 40
GIVE_UP_SECONDS = 60.0


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    with Forum(folder, TRANSLATION_ENGINES="reference:pseudo") as forum:
        forum.prepare()
        forum.make_members({"writer": "en"})
        forum.start()
        forum.wait_until_ready()
        thread = a_thread(forum, "writer", "en")
        alone, _spread, _size = asyncio.run(_told(forum, thread, 1))
        before = memory_mb(forum.pid("server"))
        crowded, spread, size = asyncio.run(_told(forum, thread, SOCKETS))
        each = (crowded - alone) / (POSTS * (SOCKETS - 1))
        kilobytes = f"{size / 1024:.1f} kB"
        yield (
            f"one delivery of {kilobytes} to one of {SOCKETS} open pages, processor time",
            f"{each * 1e6:.0f} µs",
        )
        yield f"the last of {SOCKETS} open pages hears, after the first", f"{spread * 1000:.0f} ms"
        grown = memory_mb(forum.pid("server")) - before
        yield "memory for one more open page", f"{grown * 1024 / SOCKETS:.0f} kB"


async def _told(forum: Forum, thread: int, count: int) -> tuple[float, float, int]:
    """Processor seconds to tell `POSTS` posts to `count` pages, the worst time between the first
    and the last page that hears of one, and the size of a message."""
    address = f"{forum.url.replace('http', 'ws')}/ws/threads/{thread}?lang=en"
    sockets = [await connect(address, compression=None, ping_interval=None) for _ in range(count)]
    for socket in sockets:
        while json.loads(await socket.recv())["type"] != "hello":
            pass
    await asyncio.sleep(3)  # presence has settled
    before = cpu_seconds(forum.pid("server"))
    heard: dict[int, list[float]] = {}
    sizes: list[int] = []
    listening = [asyncio.create_task(_listen(socket, heard, sizes)) for socket in sockets]
    for number, body in zip(range(POSTS), sentences("en"), strict=False):
        await asyncio.to_thread(a_post, forum, thread, "writer", "en", f"{number}: {body}")
    await asyncio.wait_for(asyncio.gather(*listening), GIVE_UP_SECONDS)
    spent = cpu_seconds(forum.pid("server")) - before
    await asyncio.gather(*(socket.close() for socket in sockets))
    spread = max(max(times) - min(times) for times in heard.values())
    return spent, spread, sizes[0]


async def _listen(
    socket: ClientConnection, heard: dict[int, list[float]], sizes: list[int]
) -> None:
    seen = 0
    while seen < POSTS:
        text = await socket.recv()
        message = json.loads(text)
        if message["type"] == "post.created":
            seen += 1
            sizes.append(len(text))
            heard.setdefault(message["event"], []).append(time.monotonic())
