"""Tables whose rows are written once: the ledger, the audit log. What they say happened, happened.

The model refuses first, with an error that names the mistake; then the database itself refuses,
whoever asks. Its triggers are made after every `migrate`, because SQLite loses them when Django
makes a table anew. PostgreSQL refuses to delete rows, too; on SQLite that would stop the tests'
emptying of tables, which uses DELETE, so there the model alone refuses.
"""

from collections.abc import Collection
from typing import Any, NoReturn, TypeVar

from django.db import connections, models

M = TypeVar("M", bound=models.Model)


class AppendOnly(TypeError):
    """A programming error: such rows are written once, and neither changed nor deleted."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Rows are added and read. Django's own care for foreign keys goes another way."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"{self.model._meta.verbose_name_plural} are not changed")

    def delete(self) -> NoReturn:
        raise AppendOnly(f"{self.model._meta.verbose_name_plural} are not deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"{self.model._meta.verbose_name_plural} are not changed")


class AppendOnlyModel(models.Model):
    """A row that is saved once. Its model has `objects = AppendOnlyQuerySet.as_manager()`."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"{self._meta.verbose_name_plural} are not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"{self._meta.verbose_name_plural} are not deleted")


def guard(model: type[models.Model], *, but: Collection[str], using: str) -> None:
    """Make the triggers of a table, where the database is one that we know. The fields named in
    `but` may change: an erased member lets his rows go."""
    connection = connections[using]
    table = model._meta.db_table
    if table not in connection.introspection.table_names():
        return
    fixed = [str(one.column) for one in model._meta.concrete_fields if one.name not in but]
    known = {"sqlite": _sqlite, "postgresql": _postgresql}
    if connection.vendor not in known:
        return
    with connection.cursor() as cursor:
        for statement in known[connection.vendor](table, ", ".join(fixed)):
            cursor.execute(statement)


def _sqlite(table: str, fixed: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {table}_stays",
        f"""CREATE TRIGGER {table}_stays BEFORE UPDATE OF {fixed} ON {table}
            BEGIN SELECT RAISE(ABORT, 'rows of {table} are not changed'); END""",
    ]


def _postgresql(table: str, fixed: str) -> list[str]:
    return [
        """CREATE OR REPLACE FUNCTION rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'rows of % are neither changed nor deleted', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation'; END $$""",
        f"DROP TRIGGER IF EXISTS {table}_stays ON {table}",
        f"""CREATE TRIGGER {table}_stays BEFORE UPDATE OF {fixed} ON {table}
            FOR EACH ROW EXECUTE FUNCTION rows_stay()""",
        f"DROP TRIGGER IF EXISTS {table}_last ON {table}",
        f"""CREATE TRIGGER {table}_last BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION rows_stay()""",
    ]
