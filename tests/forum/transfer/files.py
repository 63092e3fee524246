"""Small communities as files: the exchange format, as tests write it."""

import csv
import json
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from forum.actions.importing.job import Choices
from forum.actions.importing.run import import_community
from forum.models import ImportRun

WHEN = "2020-03-01T10:00:00Z"

MEMBERS = (
    {"key": "u1", "username": "asker", "reading_language": "de", "written_languages": ["de"]},
    {"key": "u2", "username": "helper", "email": "helper@example.org"},
)
CATEGORIES = ({"key": "c1", "slug": "routers", "name": "Routers", "language": "en"},)
TAGS = ({"key": "wifi", "slug": "wifi", "name": "Wi-Fi", "language": "en"},)
THREADS = (
    {
        "key": "t1",
        "category": "c1",
        "title": "Mein Router trennt die Verbindung",
        "language": "de",
        "author": "u1",
        "tags": ["wifi"],
        "created": WHEN,
    },
)
POSTS = (
    {
        "key": "p1",
        "thread": "t1",
        "body": "Jeden Abend bricht die Verbindung ab, was kann ich tun?",
        "author": "u1",
        "created": WHEN,
    },
    {
        "key": "p2",
        "thread": "t1",
        "body": "Change the channel, @asker. See [here](lingora:post/p1).",
        "language": "en",
        "author": "u2",
        "reply_to": "p1",
        "created": "2020-03-01T11:00:00Z",
        "edited": "2020-03-02T08:00:00Z",
        "accepted": "2020-03-01T12:00:00Z",
        "score": 4,
        "votes": [{"member": "u1", "value": 1, "created": "2020-03-01T12:00:00Z"}],
        "revisions": [{"source": "Change it.", "language": "en", "created": WHEN}],
    },
)
SMALL = {
    "members": MEMBERS,
    "categories": CATEGORIES,
    "tags": TAGS,
    "threads": THREADS,
    "posts": POSTS,
}


def write_lines(folder: Path, files: Mapping[str, Iterable[Mapping[str, Any]]]) -> Path:
    """The files as JSON Lines in a folder."""
    folder.mkdir(exist_ok=True)
    for stem, rows in files.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{stem}.jsonl").write_text(text, "utf-8")
    return folder


def write_csv(folder: Path, files: Mapping[str, Iterable[Mapping[str, Any]]]) -> Path:
    """The same as CSV, nested things as JSON in their cells."""
    folder.mkdir(exist_ok=True)
    for stem, rows in files.items():
        rows = list(rows)
        out = StringIO()
        writer = csv.DictWriter(out, sorted({name for row in rows for name in row}))
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
        (folder / f"{stem}.csv").write_text(out.getvalue(), "utf-8")
    return folder


def _cell(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


def bring(
    community, path: Path, format: str = "lingora", source: str = "old", **choices
) -> ImportRun:
    """Import, quietly."""
    return import_community(
        community=community,
        path=path,
        format=format,
        source=source,
        choices=Choices(**choices),
        report=lambda _line: None,
    )


def with_change(files: Mapping[str, Any], stem: str, key: str, **changes: Any) -> dict[str, Any]:
    """The files with one row changed."""
    rows = [{**row, **changes} if row["key"] == key else row for row in files[stem]]
    return {**files, stem: rows}
