"""A database with all tables and nothing in it, made once and copied for every run on SQLite.

Going through all migrations takes longer than most runs of a few tests. The copy is made anew when
a migration or a pinned version changes. That the migrations themselves run from the beginning is
proved wherever a forum of its own is prepared, and by the run on PostgreSQL.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

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
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{unfinished}"},
        check=True,
    )
    unfinished.rename(template)
