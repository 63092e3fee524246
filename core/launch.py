"""Runs the whole forum on this machine: what `manage.py run` turns into.

A process of its own that loads the settings but no app, so that supervising takes little memory.
Which programs make up the forum, and what is said about them, stands here; how programs are kept
running stands in `core.supervisor`.
"""

import errno
import http.client
import signal
import socket
import sys
from argparse import ArgumentParser
from urllib.parse import urlsplit

from django.conf import settings

from core.supervisor import Program, Supervisor, die_with_parent

PROBE_SECONDS = 2.0
FRAME_BYTES_MAX = 64 * 1024
"""What browsers send over a socket is tiny ("ping", "writing"); more is refused."""


class AddressRefused(Exception):
    """Nobody can listen on the address; the message says why and what to do."""


def main() -> int:
    options = _parser().parse_args()
    if options.end_with_parent:
        die_with_parent(signal.SIGTERM)
    host, port = options.host, options.port
    supervisor = Supervisor(
        programs(host, port),
        ready=lambda: is_ready(host, port),
        on_ready=lambda: print(greeting(), flush=True),
    )
    return supervisor.run()


def _parser() -> ArgumentParser:
    parser = ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--end-with-parent", action="store_true")
    return parser


def greeting() -> str:
    """What is said when the forum answers."""
    lines = [f"Lingora is ready: {settings.PUBLIC_URL}/"]
    if settings.SHOW_MAIL_LINKS:
        lines.append("Sign up there: the page itself shows the link that a mail would hold.")
    lines.append("Ctrl-C stops it.")
    return "\n" + "\n".join(f"  {line}" for line in lines) + "\n"


def programs(host: str, port: int) -> list[Program]:
    """What makes up the forum: server, worker, and once, in the background, its languages."""
    manage = [sys.executable, "-u", str(settings.BASE_DIR / "manage.py")]
    server = Program(name="server", argv=server_command(host, port), indispensable=True)
    worker = Program(name="worker", argv=[*manage, "worker"])
    if not settings.LANGUAGE_SETUP:
        return [server, worker]
    setup = Program(
        name="language set-up",
        argv=[*manage, "languages", "setup"],
        once=True,
        late=True,
        asks=sys.stdin is not None and sys.stdin.isatty(),
    )
    return [server, worker, setup]


def server_command(host: str, port: int) -> list[str]:
    """uvicorn with uvloop. Frames go uncompressed: compressing costs more than sending."""
    options = {
        "app-dir": settings.BASE_DIR,
        "host": host,
        "port": port,
        "loop": "uvloop",
        "ws-per-message-deflate": "false",
        "ws-max-size": FRAME_BYTES_MAX,
        "timeout-graceful-shutdown": 5,
        "log-level": "warning",
        "forwarded-allow-ips": ",".join(settings.TRUSTED_PROXIES),
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-u", "-m", "uvicorn", "config.asgi:application", *flags]


def check_address(host: str, port: int) -> None:
    """Raise AddressRefused where nobody can listen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise AddressRefused(
                    f"Cannot listen on {host}:{port}: {error.strerror}."
                ) from error
            raise AddressRefused(
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


if __name__ == "__main__":
    sys.exit(main())
