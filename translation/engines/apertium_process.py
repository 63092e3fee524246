"""Apertium pipelines as kept processes.

A pipeline is a shell with a dozen small programs that flush at every NUL: a message goes in, a
NUL, the answer comes out, a NUL. Each has a process group of its own, so that it can be ended
whole. When this process dies, however it dies, the pipelines read the end of their input and
end as well.
"""

import atexit
import os
import selectors
import signal
import subprocess
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer

from translation.errors import EngineUnavailable

_CHUNK_BYTES = 1 << 16


class PipelineEndedError(Exception):
    """The processes ended, or did not answer, before the answer was whole."""


class Pipeline:
    """The processes of one mode. Not to be used by two threads at once: hold `lock`."""

    def __init__(self, mode: Path) -> None:
        self.lock = Lock()
        self.used_at = time.monotonic()
        wrapped = subprocess.run(
            ["apertium-wblank-mode", "-z", str(mode)], capture_output=True, text=True, check=True
        )
        # -g lets words that are unknown keep their marks.
        self._process = subprocess.Popen(
            ["bash", "-c", wrapped.stdout, "apertium", "-g", ""],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._input, self._output = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._input, False)
        os.set_blocking(self._output, False)

    @property
    def group(self) -> int:
        """The process group of all its processes."""
        return self._process.pid

    def ask(self, messages: Sequence[str], *, timeout_seconds: float) -> list[str]:
        """The answers, in order. Raises PipelineEndedError, after which it must be closed."""
        self.used_at = time.monotonic()
        to_write = memoryview(
            b"".join(text.encode("utf-8", "replace") + b"\0" for text in messages)
        )
        answer = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(self._input, selectors.EVENT_WRITE)
            selector.register(self._output, selectors.EVENT_READ)
            while answer.count(b"\0") < len(messages):
                ready = selector.select(timeout_seconds)
                if not ready:
                    raise PipelineEndedError
                for key, _events in ready:
                    if key.fd == self._output:
                        answer += self._read()
                    elif to_write:
                        to_write = to_write[self._write(to_write) :]
                        if not to_write:
                            selector.unregister(self._input)
        self.used_at = time.monotonic()
        return answer.decode("utf-8", "replace").split("\0")[: len(messages)]

    def close(self) -> None:
        """End all processes of the pipeline now."""
        with suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGKILL)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()

    def _read(self) -> bytes:
        part = os.read(self._output, _CHUNK_BYTES)
        if not part:
            raise PipelineEndedError
        return part

    def _write(self, content: memoryview) -> int:
        try:
            return os.write(self._input, content[:_CHUNK_BYTES])
        except BlockingIOError:
            return 0
        except BrokenPipeError as error:
            raise PipelineEndedError from error


class Pipelines:
    """At most `most` pipelines, the least recently used ends first, idle ones end by themselves."""

    def __init__(self, *, most: int, idle_seconds: float, timeout_seconds: float) -> None:
        self._most = most
        self._idle_seconds = idle_seconds
        self._timeout_seconds = timeout_seconds
        self._by_mode: OrderedDict[Path, Pipeline] = OrderedDict()
        self._lock = Lock()
        self._reaper: Timer | None = None
        atexit.register(self.close)

    def ask(self, mode: Path, messages: Sequence[str]) -> list[str]:
        """The answers of a pipeline, restarted once if it ended. Raises EngineUnavailable."""
        for _attempt in range(2):
            pipeline = self._obtain(mode)
            with pipeline.lock:
                if self._by_mode.get(mode) is not pipeline:
                    continue  # Another thread closed it while this one waited.
                try:
                    return pipeline.ask(messages, timeout_seconds=self._timeout_seconds)
                except PipelineEndedError:
                    self._forget(mode, pipeline)
        raise EngineUnavailable

    def groups(self) -> list[int]:
        """The process groups of the running pipelines."""
        return [pipeline.group for pipeline in list(self._by_mode.values())]

    def memory(self) -> int:
        """Resident bytes of all their processes; pages they share are counted for each."""
        groups = set(self.groups())
        return sum(_resident_bytes(path, groups) for path in Path("/proc").glob("[0-9]*"))

    def close(self) -> None:
        """End all pipelines."""
        for mode, pipeline in list(self._by_mode.items()):
            with pipeline.lock:
                self._forget(mode, pipeline)

    def _obtain(self, mode: Path) -> Pipeline:
        self._close_surplus(room_for=mode)
        with self._lock:
            if mode not in self._by_mode:
                try:
                    self._by_mode[mode] = Pipeline(mode)
                except (OSError, subprocess.CalledProcessError) as error:
                    raise EngineUnavailable from error
            self._by_mode.move_to_end(mode)
            self._watch_idle()
            return self._by_mode[mode]

    def _close_surplus(self, *, room_for: Path) -> None:
        others = [(mode, one) for mode, one in list(self._by_mode.items()) if mode != room_for]
        for mode, pipeline in others[: max(0, len(others) + 1 - self._most)]:
            with pipeline.lock:
                self._forget(mode, pipeline)

    def _close_idle(self) -> None:
        oldest_allowed = time.monotonic() - self._idle_seconds
        for mode, pipeline in list(self._by_mode.items()):
            with pipeline.lock:
                if pipeline.used_at <= oldest_allowed:
                    self._forget(mode, pipeline)
        with self._lock:
            self._reaper = None
            if self._by_mode:
                self._watch_idle()

    def _watch_idle(self) -> None:
        if self._reaper is None:
            self._reaper = Timer(self._idle_seconds, self._close_idle)
            self._reaper.daemon = True
            self._reaper.start()

    def _forget(self, mode: Path, pipeline: Pipeline) -> None:
        """End a pipeline whose lock is held; a second call does nothing."""
        with self._lock:
            if self._by_mode.get(mode) is not pipeline:
                return
            del self._by_mode[mode]
        pipeline.close()


def _resident_bytes(process: Path, groups: set[int]) -> int:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    # Fields 5 (group) and 24 (resident pages) of proc(5); the first two were cut off.
    return int(fields[21]) * os.sysconf("SC_PAGESIZE") if int(fields[2]) in groups else 0
