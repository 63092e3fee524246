"""A PostgreSQL cluster and a Redis server of their own for one run of the tests.

Fast and unsafe on purpose; they listen on the loopback address only, keep their data in a
temporary folder and end with the tests, also when those are killed. Nothing is installed.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from core.supervisor import die_with_parent

START_SECONDS = 30.0


class Missing(Exception):
    """A service cannot be had here; the message says why."""


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server: TEST_DATABASE_URL, or a cluster that ends with the block.

    Raises Missing where there is neither.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    programs = _postgresql_programs()
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="lingora-postgresql-") as folder:
        user = _unprivileged_user(folder)
        data = Path(folder) / "data"
        options = ["-D", data, "-U", "lingora", "-A", "trust", "-E", "UTF8", "--no-sync"]
        _run([programs / "initdb", *options], user)
        settings = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": folder,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        settings_given = [f"--{name}={value}" for name, value in settings.items()]
        # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for its clients.
        with _server(
            [programs / "postgres", "-D", data, *settings_given], port, signal.SIGINT, user
        ):
            _run([programs / "pg_isready", "-q", "-t", "30", "-h", "127.0.0.1", "-p", port], user)
            yield f"postgres://lingora@127.0.0.1:{port}/postgres"


@contextmanager
def redis() -> Iterator[str]:
    """The address of a Redis server: TEST_REDIS_URL, or one that ends with the block.

    Raises Missing where there is neither.
    """
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    program = shutil.which("redis-server")
    if program is None:
        raise Missing("no redis-server is installed (and TEST_REDIS_URL is not set)")
    port = free_port()
    options = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with _server([program, *options], port, signal.SIGTERM):
        yield f"redis://127.0.0.1:{port}/0"


def chromium() -> str:
    """The Chromium to test with: CHROMIUM, or an installed one. Raises Missing.

    The shell without windows takes a third of the time of the whole browser.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise Missing("no Chromium is installed (and CHROMIUM names none)")
    return found


def _postgresql_programs() -> Path:
    """Where `initdb` and `postgres` are: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        raise Missing("no PostgreSQL server is installed (and TEST_DATABASE_URL is not set)")
    return versions[-1].parent


def _unprivileged_user(folder: str) -> str | None:
    """Who runs PostgreSQL, which refuses root: somebody else, who is given the folder."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    user = next((name for name in ("postgres", "nobody") if name in known), None)
    if user is None:
        raise Missing("PostgreSQL does not run as root, and there is no other user to run it")
    os.chown(folder, known[user], -1)
    return user


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: Sequence[object], user: str | None) -> None:
    words = list(map(str, command))
    done = subprocess.run(words, user=user, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"{Path(words[0]).name} failed: {done.stderr.strip() or done.stdout}")


@contextmanager
def _server(
    command: Sequence[object], port: int, stop: signal.Signals, user: str | None = None
) -> Iterator[None]:
    """Run a server until the block ends; it listens when the block begins."""
    process = subprocess.Popen(
        list(map(str, command)),
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=lambda: die_with_parent(stop),
    )
    try:
        if not _listens(process, port):
            raise Missing(f"{command[0]} did not start")
        yield
    finally:
        process.send_signal(stop)
        process.wait()


def _listens(process: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait until somebody can connect; False where that does not happen."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False
