"""Imports in a process of their own, with a database of their own, to be killed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from django.conf import settings

from tests.forum.transfer.files import CATEGORIES, MEMBERS, write_lines
from tests.services.console import Console
from tests.services.template import copy_template

LEDGER = """
import json
from django.db.models import F
from forum.models import ImportedItem, Post, Thread
from translation.models import Text
posts = Post.objects.order_by("body__source")
print(json.dumps({
    "posts": list(posts.values_list("body__source", "number", "thread__title__source")),
    "texts": Text.objects.filter(author__isnull=False).count(),
    "counted": [[t.posts_count, t.posts.count() - 1, t.last_number] for t in Thread.objects.all()],
    "items": ImportedItem.objects.filter(kind="post").count(),
}))
"""


class Place:
    """A folder with a database and a community as files."""

    def __init__(self, folder: Path, *, threads: int, posts_each: int) -> None:
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "LANGUAGE_SETUP": "off",
        }
        (folder / "data").mkdir()
        copy_template(folder / "db.sqlite3")
        self.posts = threads * posts_each
        self.files = write_lines(folder / "old", _files(threads, posts_each))
        self._console = Console(self.environment)

    def __enter__(self) -> "Place":
        return self

    def __exit__(self, *exception: object) -> None:
        self._console.close()

    def ledger(self) -> dict:
        """What is in the database."""
        return json.loads(self._console.run("shell", "--no-imports", "-c", LEDGER))

    def finish(self) -> str:
        """Import to the end; what was printed."""
        return self._console.run(*self._command())

    def kill_after(self, lines: int) -> bool:
        """Import, and kill -9 after so many lines about posts; False where it was done before."""
        process = subprocess.Popen(
            [sys.executable, "manage.py", *self._command()],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            assert process.stdout
            seen = _wait(process.stdout, lines)
            process.send_signal(signal.SIGKILL)
        return seen and process.returncode == -signal.SIGKILL

    def _command(self) -> tuple[str, ...]:
        return ("import_community", str(self.files), "--community", "c", "--source", "old")


def _wait(stdout: IO[str], lines: int) -> bool:
    for line in stdout:
        lines -= line.startswith("posts:")
        if lines <= 0:
            return True
    return False


def _files(threads: int, posts_each: int) -> dict:
    days = [f"2020-01-01T00:{minute:02}:00Z" for minute in range(60)]
    posts = [
        {
            "key": f"{thread}-{number}",
            "thread": str(thread),
            "author": "u1",
            "body": f"Post {number:04} of {thread:04} about the router.",
            "language": "en",
            "created": days[number % 60],
            "number": number,
        }
        for thread in range(threads)
        for number in range(1, posts_each + 1)
    ]
    rows = [
        {
            "key": str(thread),
            "category": "c1",
            "title": f"Thread {thread}",
            "language": "en",
            "author": "u1",
            "created": days[0],
        }
        for thread in range(threads)
    ]
    return {"members": MEMBERS, "categories": CATEGORIES, "threads": rows, "posts": posts}


def nothing_lost_nothing_doubled(place: Place) -> None:
    """Every post is there once, with the right number, and everything is counted."""
    ledger = place.ledger()
    assert len(ledger["posts"]) == place.posts == ledger["items"]
    assert len({tuple(row) for row in ledger["posts"]}) == place.posts
    assert all(int(row[0][5:9]) == row[1] for row in ledger["posts"])
    assert all(one == other for one, other, _last in ledger["counted"])
    assert all(last == said + 1 for said, _real, last in ledger["counted"])
    # One text a body and one a title: a killed batch leaves none without a post.
    assert ledger["texts"] == place.posts + len(ledger["counted"])
