"""The supervisor, with real processes: tiny programs in a folder of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.supervisor import HOPELESS_FAILURES, LONGEST_WAIT_SECONDS, backoff_seconds

PATIENCE_SECONDS = 20.0

SUPERVISOR = """
import sys
from pathlib import Path
from core.supervisor import Program, Supervisor

def program(name, code, **options):
    return Program(name=name, argv=[sys.executable, "-c", code], **options)

say = "import os; print(NAME, os.getpid(), file=open('starts', 'a'), flush=True);"
stay = say + "import time; time.sleep(600)"
polite = (
    "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: (open('bye', 'w'), sys.exit(0)));"
    + stay
)
stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + stay
family = (
    "import subprocess, sys; subprocess.Popen([sys.executable, '-c', "
    + repr(stay.replace("NAME", "'grandchild'"))
    + "]);" + stay
)
def named(code, name):
    return program(name, code.replace("NAME", repr(name)))
"""


def eventually(condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds: processes take their time, and nothing tells when."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


class Running:
    """A supervisor in a process of its own, and what its programs noted in `starts`."""

    def __init__(self, folder: Path, body: str) -> None:
        self.folder = folder
        with (folder / "stderr").open("w") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SUPERVISOR + body],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                stdin=subprocess.PIPE,
                stderr=stderr,
            )

    def starts(self, name: str) -> list[int]:
        """The process ids of every start of the program so far."""
        noted = self.folder / "starts"
        lines = noted.read_text().splitlines() if noted.exists() else []
        return [int(pid) for known, pid in map(str.split, lines) if known == name]

    def started(self, name: str, times: int = 1) -> int:
        """Wait until the program has started so often; its process id."""
        eventually(lambda: len(self.starts(name)) >= times)
        return self.starts(name)[-1]

    def ended(self) -> int:
        return self.process.wait(PATIENCE_SECONDS)

    def said(self) -> str:
        return (self.folder / "stderr").read_text()


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[[str], Running]]:
    started: list[Running] = []

    def start(body: str) -> Running:
        started.append(Running(tmp_path, body))
        return started[-1]

    yield start
    for running in started:
        running.process.kill()
        running.process.communicate()


def test_waits_double_up_to_half_a_minute() -> None:
    waits = [backoff_seconds(failures) for failures in range(1, 8)]
    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_the_wait_never_grows_beyond_its_limit() -> None:
    assert backoff_seconds(1000) == LONGEST_WAIT_SECONDS


def test_giving_up_takes_a_quarter_of_a_minute() -> None:
    assert sum(backoff_seconds(failures) for failures in range(1, HOPELESS_FAILURES)) == 15


def test_a_killed_program_is_started_again(supervise: Callable[[str], Running]) -> None:
    running = supervise("Supervisor([named(stay, 'a')]).run()")
    first = running.started("a")
    os.kill(first, signal.SIGKILL)
    assert running.started("a", times=2) != first


def test_the_other_programs_run_on_when_one_is_killed(
    supervise: Callable[[str], Running],
) -> None:
    running = supervise("Supervisor([named(stay, 'a'), named(stay, 'b')]).run()")
    bystander = running.started("b")
    os.kill(running.started("a"), signal.SIGKILL)
    running.started("a", times=2)
    assert running.starts("b") == [bystander]


def test_what_a_killed_program_left_behind_ends_too(
    supervise: Callable[[str], Running],
) -> None:
    running = supervise("Supervisor([named(family, 'a')]).run()")
    orphan = running.started("grandchild")
    os.kill(running.started("a"), signal.SIGKILL)
    eventually(lambda: not alive(orphan))


def test_programs_end_when_their_supervisor_is_killed(
    supervise: Callable[[str], Running],
) -> None:
    running = supervise("Supervisor([named(stubborn, 'a'), named(stay, 'b')]).run()")
    programs = [running.started("a"), running.started("b")]
    running.process.kill()
    eventually(lambda: not any(map(alive, programs)))


def test_programs_are_asked_to_end_before_the_supervisor_ends(
    supervise: Callable[[str], Running],
) -> None:
    running = supervise("sys.exit(Supervisor([named(polite, 'a')]).run())")
    running.started("a")
    running.process.terminate()
    assert running.ended() == 0
    assert (running.folder / "bye").exists()


def test_a_program_that_will_not_end_is_killed_in_time(
    supervise: Callable[[str], Running],
) -> None:
    running = supervise("Supervisor([named(stubborn, 'a')], grace_seconds=0.5).run()")
    pid = running.started("a")
    running.process.send_signal(signal.SIGINT)
    assert running.ended() == 0
    assert not alive(pid)


def test_a_second_request_does_not_wait(supervise: Callable[[str], Running]) -> None:
    running = supervise("Supervisor([named(stubborn, 'a')], grace_seconds=600).run()")
    pid = running.started("a")
    running.process.send_signal(signal.SIGINT)
    while running.process.poll() is None:
        running.process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    assert not alive(pid)


def test_a_late_program_waits_until_the_others_are_ready(
    supervise: Callable[[str], Running],
) -> None:
    running = supervise(
        "late = program('late', stay.replace('NAME', '\"late\"'), late=True);"
        "Supervisor([named(stay, 'a'), late], ready=Path('go').exists).run()"
    )
    running.started("a")
    assert running.starts("late") == []
    (running.folder / "go").touch()
    running.started("late")


def test_a_program_that_runs_once_is_not_started_again(
    supervise: Callable[[str], Running],
) -> None:
    running = supervise(
        "once = program('once', say.replace('NAME', '\"once\"'), once=True);"
        "Supervisor([named(stay, 'a'), once]).run()"
    )
    once = running.started("once")
    eventually(lambda: not alive(once))
    os.kill(running.started("a"), signal.SIGKILL)
    running.started("a", times=2)
    assert running.starts("once") == [once]


def test_a_program_that_asks_hears_the_answer(supervise: Callable[[str], Running]) -> None:
    running = supervise(
        'ask = \'import sys; open("answer", "w").write(sys.stdin.readline())\';'
        "Supervisor([named(stay, 'a'), program('asking', ask, once=True, asks=True)]).run()"
    )
    assert running.process.stdin
    running.process.stdin.write(b"yes\n")
    running.process.stdin.flush()
    answer = running.folder / "answer"
    eventually(lambda: answer.exists() and answer.read_text() == "yes\n")


def test_other_programs_have_no_input(supervise: Callable[[str], Running]) -> None:
    running = supervise(
        'read = \'import sys; sys.stdin.read(); open("done", "w")\';'
        "Supervisor([named(stay, 'a'), program('reading', read, once=True)]).run()"
    )
    eventually((running.folder / "done").exists)


def test_readiness_is_told_once(supervise: Callable[[str], Running]) -> None:
    running = supervise(
        "told = lambda: print('ready', 1, file=open('starts', 'a'), flush=True);"
        "Supervisor([named(stay, 'a')], on_ready=told).run()"
    )
    os.kill(running.started("a"), signal.SIGKILL)
    running.started("a", times=2)
    assert len(running.starts("ready")) == 1


@pytest.mark.slow
def test_a_server_that_never_starts_is_given_up(supervise: Callable[[str], Running]) -> None:
    running = supervise(
        "broken = program('server', 'raise SystemExit(3)', indispensable=True);"
        "sys.exit(Supervisor([broken], ready=lambda: False).run())"
    )
    assert running.ended() == 1
    assert "server does not start; giving up" in running.said()
