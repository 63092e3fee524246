"""Progress of downloads, for people who watch a terminal and for those who read a log."""

from collections.abc import Callable
from typing import TextIO

_MEGABYTE = 1_000_000
_STEP_PERCENT = 10


class ProgressLine:
    """Shows one download: a line that renews itself on a terminal, else one line per tenth."""

    def __init__(self, name: str, out: TextIO) -> None:
        self._name = name
        self._out = out
        self._terminal = out.isatty()
        self._shown = -1

    def __call__(self, done: int, total: int | None) -> None:
        percent = 100 * done // total if total else done // _MEGABYTE
        step = percent if self._terminal else percent // _STEP_PERCENT
        if step == self._shown:
            return
        self._shown = step
        self._write(f"  {self._name}: {_amount(done, total)}")

    def finish(self) -> None:
        """End the line that was being renewed."""
        if self._terminal and self._shown >= 0:
            self._out.write("\n")

    def _write(self, line: str) -> None:
        self._out.write(f"\r{line}\x1b[K" if self._terminal else f"{line}\n")
        self._out.flush()


Reporter = Callable[[str], ProgressLine]


def _amount(done: int, total: int | None) -> str:
    if not total:
        return f"{done / _MEGABYTE:.1f} MB"
    return f"{100 * done // total:3d} %  {done / _MEGABYTE:.1f} of {total / _MEGABYTE:.1f} MB"
