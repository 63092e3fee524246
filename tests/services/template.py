"""A database with all tables and nothing in it, made once and copied for every process that tests.

Going through all migrations takes longer than most runs of a few tests. On SQLite the copy is made
anew when a migration or a pinned version changes. On PostgreSQL it is made for every run, which
proves that all migrations run from the beginning.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent


def copy_template(target: Path) -> None:
    """Put a migrated database at `target`. Raises CalledProcessError where a migration fails."""
    template = Path(tempfile.gettempdir()) / f"lingora-template-{_version()}.db"
    with template.with_suffix(".lock").open("w") as lock:
        # Of several processes one makes it and the others wait.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            _make(template)
    shutil.copyfile(template, target)


def _version() -> str:
    """A digest of what the tables come from."""
    digest = sha256((ROOT / "requirements.txt").read_bytes())
    for migration in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(migration.name.encode() + migration.read_bytes())
    return digest.hexdigest()[:16]


def _make(template: Path) -> None:
    unfinished = template.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    _migrate(f"sqlite:///{unfinished}")
    unfinished.rename(template)


@contextmanager
def postgresql_template(server: str) -> Iterator[str]:
    """The name of a migrated database on a server, given by the address of any database there; it
    is gone after the block. Raises CalledProcessError where a migration fails."""
    name = f"lingora_template_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            _migrate(urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
            yield name
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} (FORCE)").format(sql.Identifier(name)))


def _migrate(database: str) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"],
        env={**os.environ, "DATABASE_URL": database},
        check=True,
    )
