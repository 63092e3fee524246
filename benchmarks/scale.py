"""What pages cost in a large forum, against the same pages in a small one, in one run.

Two forums on SQLite side by side: 1,000 posts in 50 threads, and 1,000,000 in 50,000, one thread
of which has 10,000 posts (`SCALE_POSTS` makes it smaller). Requests to both take turns; the figure
is processor time of the server.
"""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.limits import at_most
from benchmarks.processes import cpu_seconds
from tests.services.forum import Forum

POSTS = int(os.environ.get("SCALE_POSTS", "1000000"))
SMALL_POSTS = 1000
POSTS_A_THREAD = 20
LONG_POSTS = 10_000
ROUNDS = 5
REQUESTS = 20
TIMES_MAX = 1.5

FILL = """
import json
from dataclasses import asdict
from benchmarks.load import fill
print(json.dumps(asdict(fill(threads={threads}, posts={posts}, long_posts={long_posts}))))
"""
PLACES = """
import json
from forum.models import Post
ids = Post.objects.filter(thread={thread}).order_by("number").values_list("pk", flat=True)
print(json.dumps([ids[0], ids[len(ids) // 2], ids[len(ids) - 1]]))
"""


@dataclass(frozen=True, slots=True)
class Filled:
    """A running forum and the addresses of the pages that are measured, by name."""

    forum: Forum
    pages: dict[str, str]


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    with ExitStack() as stack:
        small, large = (
            stack.enter_context(Forum(_made(folder / name), TRANSLATION_ENGINES="reference:echo"))
            for name in ("small", "large")
        )
        places = _filled(small, SMALL_POSTS, POSTS_A_THREAD), _filled(large, POSTS, LONG_POSTS)
        for name in places[0].pages:
            costs = [_costs(place, name) for _round in range(ROUNDS) for place in places]
            few, many = median(costs[::2]), median(costs[1::2])
            yield (
                name,
                f"{few * 1000:.1f} ms at {SMALL_POSTS:,} posts, {many * 1000:.1f} at {POSTS:,}",
            )
            yield f"{name}, large to small", at_most(TIMES_MAX, many / few)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _filled(forum: Forum, posts: int, long_posts: int) -> Filled:
    forum.prepare()
    forum.make_members({"reader": "es"})
    threads = max(2, posts // POSTS_A_THREAD)
    load = json.loads(forum.shell(FILL.format(threads=threads, posts=posts, long_posts=long_posts)))
    thread = load["long_thread"]
    first, middle, last = json.loads(forum.shell(PLACES.format(thread=thread)))
    forum.start("server")
    forum.wait_until_ready()
    pages = {
        "latest list": "/es/",
        "long thread, beginning": f"/es/t/{thread}/?post={first}",
        "long thread, middle": f"/es/t/{thread}/?post={middle}",
        "long thread, end": f"/es/t/{thread}/?post={last}",
        "profile": f"/es/m/{load['busy_member']}/",
    }
    return Filled(forum, {name: _settled(forum, path) for name, path in pages.items()})


def _settled(forum: Forum, path: str) -> str:
    """The address that a page has in the end, asked for once."""
    answer = forum.call("GET", path, session=forum.session("reader"))
    path = answer.location or path
    answer = forum.call("GET", path, session=forum.session("reader"))
    if answer.status != 200:
        raise AssertionError(f"{path}: {answer.status}")
    return path


def _costs(place: Filled, name: str) -> float:
    """Processor seconds of the server for one page."""
    forum, path = place.forum, place.pages[name]
    before = cpu_seconds(forum.pid("server"))
    for _number in range(REQUESTS):
        forum.call("GET", path, session=forum.session("reader"))
    return (cpu_seconds(forum.pid("server")) - before) / REQUESTS
