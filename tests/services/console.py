"""Commands of a forum's own `manage.py`, without a new Python for each of them.

Importing Django and every app takes seconds. This process does it once, in the environment of a
forum; each command then runs in a fork of it, which starts with everything imported and nothing
opened, and ends as a command ends. It reads requests and writes answers, a line of JSON each, and
ends with its input: also when whoever asked was killed.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent.parent


class Console:
    """Runs commands in the given environment. Started with the first of them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._process: subprocess.Popen[str] | None = None
        self._asking = threading.Lock()

    def run(self, *arguments: str) -> str:
        """Run a command to its end; what it printed. Raises RuntimeError with its last words."""
        with self._asking:
            answer = self._ask(arguments)
        if answer["code"]:
            raise RuntimeError(f"{' '.join(arguments)}: {answer['stderr'][-2000:]}")
        return str(answer["stdout"])

    def close(self) -> None:
        if self._process:
            self._process.communicate()
            self._process = None

    def _ask(self, arguments: Sequence[str]) -> dict[str, str]:
        self._process = self._process or self._start()
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(arguments), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(arguments)}: the console ended")
        return dict(json.loads(line))

    def _start(self) -> subprocess.Popen[str]:
        """In a process group of its own: who interrupts the tests does not interrupt commands."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.services.console"],
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            process_group=0,
        )


def serve() -> None:
    """Answer requests until there are no more."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


def _answer(arguments: list[str]) -> dict[str, object]:
    """What came of a command: its exit code and what it wrote."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        pid = os.fork()
        if pid == 0:
            _be_the_command(arguments, stdout, stderr)
        _pid, status = os.waitpid(pid, 0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "stdout": _written(stdout),
            "stderr": _written(stderr),
        }


def _be_the_command(arguments: list[str], stdout: BinaryIO, stderr: BinaryIO) -> None:
    """In the fork: do what `manage.py` does, and leave by an error or by SystemExit as it does."""
    from django.core.management import execute_from_command_line

    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(stdout.fileno(), 1)
    os.dup2(stderr.fileno(), 2)
    execute_from_command_line(["manage.py", *arguments])
    sys.exit()


def _written(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


if __name__ == "__main__":
    serve()
