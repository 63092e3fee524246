"""The database itself refuses to change ledger rows, whoever asks.

Triggers are made after every `migrate`, because SQLite loses them when Django makes a table anew.
Only `member_id` may change: an erased member lets his rows go, and whoever takes over an imported
account takes its rows. PostgreSQL refuses to delete rows, too; on SQLite that would stop the tests'
emptying of tables, which uses DELETE, so there the model alone refuses.
"""

from django.db import connections

from reputation.models import LedgerRow

_TABLE = LedgerRow._meta.db_table
_FIXED = [str(one.column) for one in LedgerRow._meta.concrete_fields if one.name != "member"]

SQLITE = [
    "DROP TRIGGER IF EXISTS ledger_rows_stay",
    f"""CREATE TRIGGER ledger_rows_stay BEFORE UPDATE OF {", ".join(_FIXED)} ON {_TABLE}
        BEGIN SELECT RAISE(ABORT, 'ledger rows are not changed'); END""",
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION ledger_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'ledger rows are neither changed nor deleted'
            USING ERRCODE = 'restrict_violation'; END $$""",
    f"DROP TRIGGER IF EXISTS ledger_rows_stay ON {_TABLE}",
    f"""CREATE TRIGGER ledger_rows_stay BEFORE UPDATE OF {", ".join(_FIXED)} ON {_TABLE}
        FOR EACH ROW EXECUTE FUNCTION ledger_rows_stay()""",
    f"DROP TRIGGER IF EXISTS ledger_rows_last ON {_TABLE}",
    f"""CREATE TRIGGER ledger_rows_last BEFORE DELETE ON {_TABLE}
        FOR EACH ROW EXECUTE FUNCTION ledger_rows_stay()""",
]


def guard(*, using: str) -> None:
    """Make the triggers, where the database is one that we know."""
    connection = connections[using]
    known = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    if _TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in known.get(connection.vendor, []):
            cursor.execute(statement)
