"""`manage.py run`: the forum as a whole starts, recovers and stops."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from pytest_django import Settings

from core.launch import AddressRefused, check_address, is_ready, programs
from tests.services.template import copy_template

PATIENCE_SECONDS = 180.0


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def free_port(busy_port: int) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_refused_with_the_way_out(busy_port: int) -> None:
    with pytest.raises(AddressRefused, match=f"PORT={busy_port + 1} make run"):
        check_address("127.0.0.1", busy_port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(AddressRefused, match=r"Cannot listen on 192\.0\.2\.1:8000"):
        check_address("192.0.2.1", 8000)


def test_a_free_port_is_taken_as_it_is(free_port: int) -> None:
    check_address("127.0.0.1", free_port)


def test_nobody_listening_is_not_ready(free_port: int) -> None:
    assert not is_ready("127.0.0.1", free_port)


def test_languages_are_set_up_in_the_background_unless_switched_off(
    settings: Settings,
) -> None:
    settings.LANGUAGE_SETUP = True
    with_setup = [program.name for program in programs("127.0.0.1", 8000)]
    settings.LANGUAGE_SETUP = False
    without = [program.name for program in programs("127.0.0.1", 8000)]
    assert with_setup == [*without, "language set-up"]


class Forum:
    """The whole forum in a folder of its own, without languages and demo."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.folder = folder
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'lingora.db'}",
            "PORT": str(port),
            "LANGUAGE_SETUP": "off",
            "DEMO": "off",
            "TRANSLATION_ENGINES": "reference:echo",
        }
        copy_template(folder / "lingora.db")
        self.manage = [sys.executable, "-W", "ignore", str(settings.BASE_DIR / "manage.py")]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [*self.manage, "run", "--prepare"], env=self.environment, stdout=output
            )

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as response:
                return bool(response.status == 200)
        except (URLError, OSError):
            return False

    def children(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return list(map(int, listed.split()))


@pytest.fixture
def forum(tmp_path: Path, free_port: int) -> Iterator[Forum]:
    running = Forum(tmp_path, free_port)
    yield running
    running.process.kill()
    running.process.wait()


def eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def test_the_forum_starts_recovers_and_stops(forum: Forum) -> None:
    eventually(forum.answers)
    eventually(lambda: "Lingora is ready" in forum.output.read_text())
    before = set(forum.children())
    assert len(before) == 2

    for pid in before:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: len(forum.children()) == 2 and not before & set(forum.children()))
    eventually(forum.answers)

    forum.process.terminate()
    assert forum.process.wait(PATIENCE_SECONDS) == 0
    assert not forum.answers()
