"""`manage.py run`: the whole forum on this machine, server and worker under one supervisor."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from core.launch import AddressRefused, check_address


class Command(BaseCommand):
    help = "Runs the web server and the worker, restarts what ends, and stops both gracefully."
    requires_system_checks: list[str] = []  # the programs make their own

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--prepare", action="store_true", help="`manage.py prepare` first")
        parser.add_argument(
            "--end-with-parent",
            action="store_true",
            help="end when the process that started this one is killed (Linux)",
        )

    def handle(
        self, *, host: str, port: int, prepare: bool, end_with_parent: bool, **options: Any
    ) -> None:
        try:
            check_address(host, port)
        except AddressRefused as error:
            raise CommandError(str(error)) from error
        if prepare:
            call_command("prepare")
        self.stdout.flush()
        arguments = ["--host", host, "--port", str(port)]
        arguments += ["--end-with-parent"] if end_with_parent else []
        # A fresh process instead of this one, which has every app in memory.
        environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
        command = [sys.executable, "-u", "-m", "core.launch", *arguments]
        os.execve(sys.executable, command, environment)
