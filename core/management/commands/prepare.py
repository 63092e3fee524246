"""`manage.py prepare`: brings this installation up to date before it runs. Idempotent, and quick
where nothing changed.

It names the commands of other apps and imports none of them.
"""

import hashlib
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

OFF = frozenset({"off", "0", "no", "false"})


class Command(BaseCommand):
    help = "Migrates the database, collects static files and makes the demo community."
    requires_system_checks: list[str] = []  # the programs that serve make their own

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--without-demo",
            action="store_true",
            default=os.environ.get("DEMO", "").lower() in OFF,
            help="leave the sample content out (also: DEMO=off)",
        )

    def handle(self, *, without_demo: bool, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        collect_static_files()
        if not without_demo:
            call_command("demo")


def collect_static_files() -> None:
    """Collect and compress static files, where any changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    present = fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text("ascii") == present:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(present, "ascii")


def fingerprint_of_static_files() -> str:
    """Changes with every added, removed or edited source file, and with the way they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            stat = path.stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
