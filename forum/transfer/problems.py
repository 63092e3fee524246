"""What could not be taken over as it stood, and why: told, counted, never a crash."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import ValidationError

KEPT_MAX = 1000
"""So many are kept with the run; all of them are told and counted."""
SHOWN_CHARS = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is file and line (or what stands for them), `kind` one of a few words: invalid,
    duplicate, missing, cycle, refused, renamed, changed."""

    where: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.kind}: {self.text}"


class Problems:
    """Collects problems; each is told to `tell` at once."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self.first: list[dict[str, Any]] = []
        self.counts: Counter[str] = Counter()

    def add(self, where: str, kind: str, text: str) -> None:
        """Note one problem."""
        problem = Problem(where, kind, text[:SHOWN_CHARS])
        self.counts[kind] += 1
        if len(self.first) < KEPT_MAX:
            self.first.append(asdict(problem))
        self._tell(str(problem))


def in_words(error: ValidationError) -> str:
    """What is wrong with which field. The value itself is not told: it may be long, or private."""
    return "; ".join(
        f"{'.'.join(map(str, one['loc'])) or 'row'}: {one['msg']}"
        for one in error.errors(include_url=False, include_context=False, include_input=False)[:5]
    )
