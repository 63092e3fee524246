"""Tells cheaply whether the database may have changed since the last question.

SQLite counts the commits of other connections (`PRAGMA data_version`); asking for that number
costs a fraction of a look at a queue. Other databases are looked at every time.
"""

from time import monotonic

from django.db import connection

LOOK_ANYWAY_SECONDS = 1.0
"""How often to look without a ring: what becomes due by the clock alone rings no bell."""


class Doorbell:
    """One for each loop, asked in the loop's own thread."""

    def __init__(self) -> None:
        self._seen: tuple[int, int] | None = None
        self._looked = float("-inf")

    def rang(self) -> bool:
        """True where a look is worth its cost."""
        if connection.vendor != "sqlite":
            return True
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            version = (id(connection.connection), cursor.fetchone()[0])
        now = monotonic()
        if version == self._seen and now - self._looked < LOOK_ANYWAY_SECONDS:
            return False
        self._seen, self._looked = version, now
        return True
