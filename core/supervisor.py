"""Keeps a few programs running: starts, restarts with back-off, stops gracefully.

Pure Python and one thread. A program that ends is started again after 1, 2, 4 … 30 seconds; one
that ran for a minute starts again from one second. The programs end with their supervisor, also
when that one is killed. What runs, on which port, and what is said about it, is decided by the
caller; several hosts, log files and resource limits are a service manager's work, not ours.
"""

import contextlib
import ctypes
import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

LONGEST_WAIT_SECONDS = 30.0
HEALTHY_SECONDS = 60.0
"""A program that ran this long is well; its next end is the first one again."""
HOPELESS_FAILURES = 5
"""An indispensable program that never got ready is given up after so many tries."""
TICK_SECONDS = 0.25

_PR_SET_PDEATHSIG = 1
_NEVER = float("inf")


def backoff_seconds(failures: int) -> float:
    """How long to wait after so many ends in a row (at least 1): 1, 2, 4, 8, 16, 30, 30 …"""
    return min(2.0 ** (failures - 1), LONGEST_WAIT_SECONDS)


def die_with_parent(death: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process `death` when its parent ends. Linux only, else nothing.

    Called in a child between fork and exec, and by a supervisor that belongs to its starter.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, death)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A command to keep running; with `once`, a command that may end.

    An `indispensable` program that ends five times before anything was ready ends the supervisor
    too. A `late` one is started when the others are ready. One that `asks` shares the terminal with
    the supervisor, so it may read an answer; Ctrl-C is not for it.
    """

    name: str
    argv: Sequence[str]
    once: bool = False
    indispensable: bool = False
    late: bool = False
    asks: bool = False


@dataclass(slots=True)
class _Child:
    """A program and what became of it so far."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = field(default_factory=time.monotonic)
    """When to start it (again); never, for what has had its one run."""

    def start(self) -> None:
        parent = os.getpid()

        asks = self.program.asks

        def bind_to_parent() -> None:
            die_with_parent()
            if asks:
                signal.signal(signal.SIGINT, signal.SIG_IGN)
            if os.getppid() != parent:  # it ended before we asked
                os._exit(1)

        # A group of its own, so that Ctrl-C in the terminal reaches the supervisor alone, which
        # then asks politely. Only the terminal's own group may read from it.
        self.process = subprocess.Popen(
            self.program.argv,
            stdin=None if asks else subprocess.DEVNULL,
            process_group=None if asks else 0,
            preexec_fn=bind_to_parent,  # safe: there is one thread, so nothing can be locked
        )
        self.started = time.monotonic()

    def ended(self) -> int | None:
        """The exit code when the process has ended since the last look."""
        code = self.process.poll() if self.process else None
        if code is not None:
            if not self.program.asks:
                self.send(signal.SIGKILL)  # what it left behind in its group
            self.process = None
        return code

    def send(self, number: signal.Signals) -> None:
        if self.process:
            kill = os.kill if self.program.asks else os.killpg
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.process.pid, number)


class Supervisor:
    """Runs `programs` until SIGTERM, SIGINT or a hopeless failure.

    `ready` is asked again and again until it answers True; then `on_ready` is called, once.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        ready: Callable[[], bool] = lambda: True,
        on_ready: Callable[[], None] = lambda: None,
        grace_seconds: float = 15.0,
    ) -> None:
        self._children = [_Child(program) for program in programs]
        self._ready = ready
        self._on_ready = on_ready
        self._grace_seconds = grace_seconds
        self._is_ready = False
        self._stopping = 0
        self._hopeless = False

    def run(self) -> int:
        """Supervise; the exit code: 0 when asked to stop, 1 when there was no hope."""
        with self._signals() as wake:
            while not self._stopping and not self._hopeless:
                self._look()
                self._wait(wake)
            self._stop(wake)
        return 1 if self._hopeless else 0

    def _look(self) -> None:
        now = time.monotonic()
        for child in self._children:
            code = child.ended()
            if code is not None:
                self._note_end(child, code, now)
            waits = child.program.late and not self._is_ready
            if not child.process and child.due <= now and not waits:
                child.start()
        if not self._is_ready and self._ready():
            self._is_ready = True
            self._on_ready()

    def _note_end(self, child: _Child, code: int, now: float) -> None:
        program = child.program
        if program.once:
            child.due = _NEVER
            if code:
                logger.warning("%s ended with code %s", program.name, code)
            return
        child.failures = 1 if now - child.started >= HEALTHY_SECONDS else child.failures + 1
        wait = backoff_seconds(child.failures)
        child.due = now + wait
        if program.indispensable and not self._is_ready and child.failures >= HOPELESS_FAILURES:
            self._hopeless = True
            logger.error("%s does not start; giving up", program.name)
        else:
            logger.warning("%s ended with code %s; again in %g s", program.name, code, wait)

    def _stop(self, wake: int) -> None:
        """Ask all to end, wait for `grace_seconds` (less on a second request), then insist."""
        asked = self._stopping
        deadline = time.monotonic() + self._grace_seconds
        for child in self._children:
            child.send(signal.SIGTERM)
        while self._alive() and time.monotonic() < deadline and self._stopping <= max(asked, 1):
            self._wait(wake)
        for child in self._alive():
            logger.warning("%s did not end in time; killed", child.program.name)
            child.send(signal.SIGKILL)
            if child.process:
                child.process.wait()

    def _alive(self) -> list[_Child]:
        return [child for child in self._children if child.process and child.ended() is None]

    def _request_stop(self, *_: object) -> None:
        self._stopping += 1

    @contextlib.contextmanager
    def _signals(self) -> Iterator[int]:
        """Within the block signals are heard; gives a descriptor that becomes readable by one."""
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        handlers = {
            signal.SIGTERM: self._request_stop,
            signal.SIGINT: self._request_stop,
            signal.SIGCHLD: lambda *_: None,
        }
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup keeps us running
            handlers[signal.SIGHUP] = self._request_stop
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        wakeup_before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        try:
            yield reader
        finally:
            signal.set_wakeup_fd(wakeup_before)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(reader)
            os.close(writer)

    def _wait(self, wake: int) -> None:
        """Until a signal arrives, at most a tick."""
        if select.select([wake], [], [], self._tick_seconds())[0]:
            with contextlib.suppress(BlockingIOError):
                while os.read(wake, 512):
                    pass

    def _tick_seconds(self) -> float:
        """Short while something is awaited, long when all run: an idle forum costs nothing."""
        due = any(not child.process and child.due < _NEVER for child in self._children)
        awaited = due or self._stopping or not self._is_ready
        return TICK_SECONDS if awaited else LONGEST_WAIT_SECONDS
