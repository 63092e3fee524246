"""What is made once and copied: a database with all tables and nothing in it, for every process
that tests, and collected static files, for every forum of its own.

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
TRIGGERS = ROOT / "core" / "append_only.py"


def copy_template(target: Path) -> None:
    """Put a migrated database at `target`. Raises CalledProcessError where a migration fails."""
    template = Path(tempfile.gettempdir()) / f"lingora-template-{_version()}.db"
    with _alone_with(template):
        if not template.exists():
            _make(template)
    shutil.copyfile(template, target)


@contextmanager
def static_files(target: Path) -> Iterator[None]:
    """Put the static files at `target` that were collected last; keep those that the block makes.

    Collecting takes seconds. `manage.py prepare` tells by a stamp among the files whether they are
    up to date, and collects them anew where they are not.
    """
    tree = sha256(str(ROOT).encode()).hexdigest()[:16]
    template = Path(tempfile.gettempdir()) / f"lingora-static-{tree}"
    with _alone_with(template):
        if template.exists() and not target.exists():
            shutil.copytree(template, target)
    yield
    with _alone_with(template):
        if _stamp(template) != _stamp(target):
            shutil.rmtree(template, ignore_errors=True)
            shutil.copytree(target, template)


@contextmanager
def _alone_with(template: Path) -> Iterator[None]:
    """Of several processes one makes it and the others wait."""
    with template.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stamp(files: Path) -> str:
    """What `manage.py prepare` leaves among the static files."""
    stamp = files / "collected"
    return stamp.read_text("ascii") if stamp.exists() else ""


def _version() -> str:
    """A digest of what the tables come from."""
    digest = sha256((ROOT / "requirements.txt").read_bytes())
    # Triggers and first rows are made after migrating, by the apps themselves.
    for source in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/apps.py"), TRIGGERS]):
        digest.update(source.name.encode() + source.read_bytes())
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
