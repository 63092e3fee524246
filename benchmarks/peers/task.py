"""What a contender is told: in a file, since it runs in a process of its own."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from translation.engines.base import Pair, Segment


@dataclass(frozen=True, slots=True)
class Task:
    """Sentences of one pair; `packages` is the folder with the unpacked package, `url` that of
    the LibreTranslate server."""

    source: str
    target: str
    packages: str
    url: str
    segments: Sequence[Segment]

    @property
    def pair(self) -> Pair:
        return Pair(self.source, self.target)


def write(task: Task, file: Path) -> None:
    file.write_text(json.dumps(asdict(task)), "utf-8")


def read(file: Path) -> Task:
    content = json.loads(file.read_text("utf-8"))
    segments = [Segment(one["text"], tuple(one["atoms"])) for one in content.pop("segments")]
    return Task(**content, segments=segments)
