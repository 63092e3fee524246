"""Lets contenders take turns over the same sentences, so that a busy machine is busy for all."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers.serve import answers_file
from benchmarks.processes import cpu_seconds, peak_memory_mb

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Round:
    """What one pass over all sentences took: seconds by the clock, and of processors."""

    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Result:
    """A contender's rounds, in order, its peak memory and its last answers."""

    rounds: Sequence[Round]
    peak_mb: float
    setting: str
    tokens: int
    answers: Sequence[str]

    @property
    def seconds(self) -> float:
        return statistics.median(each.seconds for each in self.rounds)

    @property
    def cpu(self) -> float:
        return statistics.median(each.cpu for each in self.rounds)


def times_as_fast(fast: Result, slow: Result, measure: Callable[[Round], float]) -> float:
    """How many times as fast, as the median of the rounds that stood side by side."""
    pairs = zip(fast.rounds, slow.rounds, strict=True)
    return statistics.median(measure(theirs) / measure(mine) for mine, theirs in pairs)


class Racer:
    """One contender's process. `server` is the process that works for it, where that is another:
    its processor time and memory count."""

    def __init__(
        self, name: str, task: Path, *, environment: Mapping[str, str], server: int | None
    ) -> None:
        self._answers = answers_file(task, name)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.peers.serve", name, str(task)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._server = server
        self._about = self._heard()
        self._rounds: list[Round] = []

    def run(self) -> None:
        """One round."""
        assert self._process.stdin
        before = cpu_seconds(self._server) if self._server else 0.0
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        heard = self._heard()
        cpu = cpu_seconds(self._server) - before if self._server else heard["cpu"]
        self._rounds.append(Round(heard["seconds"], cpu))

    def result(self) -> Result:
        return Result(
            rounds=self._rounds,
            peak_mb=peak_memory_mb(self._server or self._process.pid),
            setting=self._about["setting"],
            tokens=self._about["tokens"],
            answers=json.loads(self._answers.read_text("utf-8")),
        )

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _heard(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise ChildProcessError(f"{self._answers.stem} ended")
        return dict(json.loads(line))


def race(
    names: Sequence[str],
    task: Path,
    *,
    rounds: int,
    environment: Mapping[str, str],
    servers: Mapping[str, int],
) -> dict[str, Result]:
    """The result of each contender after `rounds` rounds in turn; `servers` are processes that
    work for some of them."""
    with ExitStack() as stack:
        racers = {}
        for name in names:
            racer = Racer(name, task, environment=environment, server=servers.get(name))
            stack.callback(racer.end)
            racers[name] = racer
        for _round in range(rounds):
            for racer in racers.values():
                racer.run()
        return {name: racer.result() for name, racer in racers.items()}
