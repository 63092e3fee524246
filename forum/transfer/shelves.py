"""Key and value on disk: what a reader has to remember of a long stream."""

import sqlite3


class Shelf:
    """A mapping of texts in a temporary file, which goes with the object."""

    def __init__(self) -> None:
        # SQLite keeps a database without a name in a temporary file of its own.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE kept (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def put(self, key: str, value: str) -> None:
        """Remember `value`, in place of what was there."""
        self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, value))

    def get(self, key: str) -> str | None:
        """What was remembered."""
        row = self._db.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Let the file go."""
        self._db.close()
