"""Tells cheaply whether the database may have changed since the last question.

SQLite counts the commits of other connections. PostgreSQL's snapshot names the transactions whose
changes are to be seen: it differs after every commit that wrote something, and after none that only
read. Neither question touches a table, so one answer stands for a look at every queue.
"""

from django.db import connection

_QUESTIONS = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT pg_current_snapshot()::text",
}


class Doorbell:
    """Asked in one thread only. Commits of that thread's own connection do not ring on SQLite."""

    def __init__(self) -> None:
        self._seen: tuple[int, object] | None = None

    def rang(self) -> bool:
        """True where something was committed since the last question; the first time, too."""
        with connection.cursor() as cursor:
            cursor.execute(_QUESTIONS[connection.vendor])
            # SQLite's number means something to its own connection only.
            version = (id(connection.connection), cursor.fetchone()[0])
        before, self._seen = self._seen, version
        return version != before
