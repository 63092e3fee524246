"""`manage.py run`: the whole forum on this machine, server and worker under one supervisor."""

import errno
import http.client
import os
import signal
import socket
import sys
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.supervisor import Program, Supervisor, die_with_parent

PROBE_SECONDS = 2.0


class Command(BaseCommand):
    help = "Runs the web server and the worker, restarts what ends, and stops both gracefully."
    requires_system_checks: list[str] = []  # the programs make their own

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument(
            "--end-with-parent",
            action="store_true",
            help="end when the process that started this one is killed (Linux)",
        )

    def handle(self, *, host: str, port: int, end_with_parent: bool, **options: Any) -> None:
        if end_with_parent:
            die_with_parent(signal.SIGTERM)
        refuse_busy_address(host, port)
        supervisor = Supervisor(
            programs(host, port),
            ready=lambda: is_ready(host, port),
            on_ready=self.say_ready,
        )
        sys.exit(supervisor.run())

    def say_ready(self) -> None:
        lines = [f"Lingora is ready: {settings.PUBLIC_URL}/"]
        if settings.SHOW_MAIL_LINKS:
            lines.append("Sign up there: without a mail server the page itself shows the link")
            lines.append("that confirms the address.")
        lines.append("Ctrl-C stops it.")
        self.stdout.write("\n" + "\n".join(f"  {line}" for line in lines) + "\n\n")
        self.stdout.flush()


def programs(host: str, port: int) -> list[Program]:
    """What makes up the forum: server, worker, and once, in the background, its languages."""
    manage = [sys.executable, "-u", str(settings.BASE_DIR / "manage.py")]
    server = Program(name="server", argv=server_command(host, port), indispensable=True)
    worker = Program(name="worker", argv=[*manage, "worker"])
    if not settings.LANGUAGE_SETUP:
        return [server, worker]
    setup = [*manage, "languages", "setup"]
    return [server, worker, Program(name="language set-up", argv=setup, once=True, late=True)]


def server_command(host: str, port: int) -> list[str]:
    """uvicorn with uvloop. Websocket frames go uncompressed: compressing costs more than sending.

    What browsers send over a socket is tiny, so large frames are refused.
    """
    options = {
        "app-dir": str(settings.BASE_DIR),
        "host": host,
        "port": str(port),
        "loop": "uvloop",
        "ws-per-message-deflate": "false",
        "ws-max-size": str(64 * 1024),
        "timeout-graceful-shutdown": "5",
        "log-level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-u", "-m", "uvicorn", "config.asgi:application", *flags]


def refuse_busy_address(host: str, port: int) -> None:
    """Raise CommandError where nobody can listen on the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError(f"Cannot listen on {host}:{port}: {error.strerror}.") from error
            raise CommandError(
                f"Port {port} of {host} is in use; is Lingora running already? "
                f"Another port: PORT={port + 1} make run"
            ) from error


def is_ready(host: str, port: int) -> bool:
    """True when the server answers that it is ready."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (compared only)
    connection = http.client.HTTPConnection(address, port, timeout=PROBE_SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"Host": urlsplit(settings.PUBLIC_URL).netloc})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
