"""How fast posts are imported, as a ratio to writing them one by one through `publish_post`.

Runs in a process of its own with a database of its own (`python -m benchmarks.transfer FOLDER`).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django

from benchmarks.limits import at_most

POSTS = 500
EACH = 50
"""Posts of a thread."""
RATIO_MOST = 0.6
"""An import takes at most this share of the time of publishing."""
BODY = "Post {number} says: change the channel of the **router** and look at `wlan0`, that helped."


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    """Rows of the table."""
    own = folder / "transfer"
    own.mkdir()
    environment = {"DATA_DIR": str(own), "DATABASE_URL": f"sqlite:///{own / 'bench.db'}"}
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.transfer", str(own)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    for line in said.splitlines():
        what, figure = json.loads(line)
        yield what, figure


def _files(folder: Path) -> Path:
    folder.mkdir()
    threads, posts = [], []
    for number in range(POSTS):
        thread = str(number // EACH)
        when = f"2020-01-01T{number % EACH // 60:02}:{number % 60:02}:00Z"
        if number % EACH == 0:
            threads.append({"key": thread, "category": "c", "title": f"Thread {thread}",
                            "language": "en", "author": "m", "created": when})  # fmt: skip
        posts.append({"key": str(number), "thread": thread, "language": "en", "author": "m",
                      "body": BODY.format(number=number), "created": when})  # fmt: skip
    rows = {
        "members": [{"key": "m", "username": "writer"}],
        "categories": [{"key": "c", "slug": "c", "name": "All", "language": "en"}],
        "threads": threads,
        "posts": posts,
    }
    for stem, items in rows.items():
        text = "".join(json.dumps(item) + "\n" for item in items)
        (folder / f"{stem}.jsonl").write_text(text)
    return folder


def _publish() -> float:
    """Seconds to write the same posts through the ordinary actions."""
    from tests.builders import a_category, a_post, a_thread, an_actor

    category, actor = a_category(), an_actor("en")
    started, thread = time.perf_counter(), None
    for number in range(POSTS):
        if thread is None or number % EACH == 0:
            thread = a_thread(actor=actor, category=category, kind="discussion")
        else:
            a_post(thread, actor=actor, kind="comment", body=BODY.format(number=number))
    return time.perf_counter() - started


def _import(folder: Path) -> float:
    from django.core.management import call_command

    started = time.perf_counter()
    call_command("import_community", str(folder), community="bench", stdout=sys.stderr)
    return time.perf_counter() - started


def main(folder: Path) -> None:
    """Measure here; one JSON row a line."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    publishing, importing = _publish(), _import(_files(folder / "files"))
    ratio = importing / publishing
    print(json.dumps(["posts published one by one", f"{POSTS / publishing:,.0f}/s"]))
    print(json.dumps(["posts imported", f"{POSTS / importing:,.0f}/s"]))
    print(json.dumps(["time of importing against publishing", at_most(RATIO_MOST, ratio)]))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(Path(sys.argv[1]))
