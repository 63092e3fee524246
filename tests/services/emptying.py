"""How the database is emptied after a test that commits: only the tables that have rows.

Django's own way truncates all of them and then makes permissions and content types anew, which on
PostgreSQL takes longer than most tests. Here what the migrations wrote stays.
"""

from collections.abc import Mapping

from django.db import connection, transaction
from django.test import TransactionTestCase


def empty_only_what_is_filled() -> None:
    """Let tests that commit do so, from an empty, migrated database on. Leaves Django's way where
    the database's user may not switch off foreign keys and triggers (PostgreSQL: superusers)."""
    if not _may_switch_off():
        return
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    kept = {name: _last(name) for name in _filled(tables)}

    def _fixture_teardown(case: TransactionTestCase) -> None:
        _empty(_filled(tables), kept)

    TransactionTestCase._fixture_teardown = _fixture_teardown  # type: ignore[attr-defined]  # no hook


def _may_switch_off() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def _filled(tables: list[str]) -> list[str]:
    """Those that have rows, by one query."""
    if not tables:
        return []
    quote = connection.ops.quote_name
    asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {quote(name)})" for name in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


def _last(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {connection.ops.quote_name(table)}")
        return int(cursor.fetchone()[0])


def _empty(tables: list[str], kept: Mapping[str, int]) -> None:
    """Delete all rows but those up to the number that is `kept` of a table."""
    with (
        connection.constraint_checks_disabled(),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        for name in tables:
            only = f" WHERE id > {kept[name]}" if name in kept else ""
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}{only}")
