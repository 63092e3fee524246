"""Everything that was read, in order, on disk: an import needs no more memory for more posts.

A database file of its own, thrown away after the run. Here keys are found to be double or
missing before anything is written, and the posts of a thread come together in the order in which
they were written, in whatever order the source has them.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from forum.transfer.records import Item, PostRecord

TABLES = """
CREATE TABLE item (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, origin TEXT NOT NULL,
    data TEXT NOT NULL, thread TEXT, place INTEGER, UNIQUE (kind, key)
);
CREATE INDEX item_of_thread ON item (thread, place, seq) WHERE thread IS NOT NULL;
CREATE TABLE renamed (name TEXT PRIMARY KEY, now TEXT NOT NULL);
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -8000;
"""
ROWS_AT_ONCE = 200
LAST = 2**62

R = TypeVar("R", bound=Item)


@dataclass(frozen=True, slots=True)
class Staged(Generic[R]):
    """A record, where it came from, and the checksum of all it says."""

    record: R
    origin: str
    checksum: str


class Staging:
    """One run's records. Not for use by two threads."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "staging.db", isolation_level=None)
        self._db.executescript(TABLES)
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def add(self, record: Item, origin: str) -> str | None:
        """Keep a record; where its key was there before, nothing, and say where that was."""
        thread, place = None, None
        if isinstance(record, PostRecord):
            thread, place = record.thread, _place(record)
        row = (record.kind_name, record.key, origin, record.model_dump_json(), thread, place)
        try:
            self._db.execute(
                "INSERT INTO item (kind, key, origin, data, thread, place)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
        except sqlite3.IntegrityError:
            return self._origin(record.kind_name, record.key)
        return None

    def _origin(self, kind: str, key: str) -> str:
        rows = self._db.execute("SELECT origin FROM item WHERE kind = ? AND key = ?", (kind, key))
        return str(rows.fetchone()[0])

    def count(self, kind: type[Item]) -> int:
        """How many records of a kind there are."""
        rows = self._db.execute("SELECT count(*) FROM item WHERE kind = ?", (kind.kind_name,))
        return int(rows.fetchone()[0])

    def missing(self, kind: type[Item], keys: Iterable[str]) -> set[str]:
        """Those of `keys` that no record of the kind has."""
        wanted = set(keys)
        found = self._db.execute(
            "SELECT key FROM item WHERE kind = ? AND key IN (SELECT value FROM json_each(?))",
            (kind.kind_name, json.dumps(sorted(wanted))),
        )
        return wanted - {key for (key,) in found}

    def all(self, kind: type[R]) -> Iterator[Staged[R]]:
        """All records of a kind as they came."""
        after = 0
        while rows := self._db.execute(
            "SELECT seq, data, origin FROM item WHERE kind = ? AND seq > ? ORDER BY seq LIMIT ?",
            (kind.kind_name, after, ROWS_AT_ONCE),
        ).fetchall():
            after = rows[-1][0]
            yield from (_staged(kind, data, origin) for _seq, data, origin in rows)

    def posts_of(self, thread: str) -> Iterator[Staged[PostRecord]]:
        """The posts of a thread in order: its opening post, then by number, then by date."""
        after = (-1, 0)
        while rows := self._db.execute(
            "SELECT place, seq, data, origin FROM item WHERE thread = ? AND (place, seq) > (?, ?)"
            " ORDER BY place, seq LIMIT ?",
            (thread, *after, ROWS_AT_ONCE),
        ).fetchall():
            after = (rows[-1][0], rows[-1][1])
            yield from (_staged(PostRecord, data, origin) for _place, _seq, data, origin in rows)

    def stray_posts(self) -> Iterator[tuple[str, str]]:
        """Origin and thread of posts whose thread is not there."""
        return iter(
            self._db.execute(
                "SELECT origin, thread FROM item WHERE thread IS NOT NULL AND thread NOT IN"
                " (SELECT key FROM item WHERE kind = 'thread') ORDER BY seq"
            )
        )

    def rename(self, names: dict[str, str]) -> None:
        """Remember members who have another user name here than where they come from."""
        self._db.executemany("INSERT OR REPLACE INTO renamed VALUES (?, ?)", names.items())

    def renamed(self, names: Iterable[str]) -> dict[str, str]:
        """The user names here of those of `names` (in small letters) that had to change."""
        rows = self._db.execute(
            "SELECT name, now FROM renamed WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(names))),),
        )
        return dict(rows.fetchall())


def _place(record: PostRecord) -> int:
    if record.kind == "opening":
        return 0
    if record.number is not None:
        return record.number
    # Moments are far above any number, so posts without one come last, in their order.
    return min(int(record.created.timestamp() * 1000) + 10**10, LAST)


def _staged(kind: type[R], data: str, origin: str) -> Staged[R]:
    # Checked when it was read: what is checked against the clock or a catalogue stays as it is.
    return Staged(kind.model_validate_json(data), origin, sha256(data.encode()).hexdigest())
