"""What a worker costs that has nothing to do: its share of a processor."""

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import cpu_seconds
from tests.services.forum import Forum
from tests.services.servers import Missing, postgresql

SETTLE_SECONDS = 20.0
"""Until it has started, and has done what was due."""
MEASURED_SECONDS = 60.0


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    yield "idle worker, SQLite", _idle(folder / "sqlite")
    try:
        with postgresql() as address:
            yield "idle worker, PostgreSQL", _idle(folder / "postgresql", DATABASE_URL=address)
    except Missing as missing:
        yield "idle worker, PostgreSQL", f"left out: {missing}"


def _idle(place: Path, **settings: str) -> str:
    place.mkdir()
    with Forum(place, TRANSLATION_ENGINES="reference:pseudo", **settings) as forum:
        forum.prepare()
        forum.start("worker")
        time.sleep(SETTLE_SECONDS)
        before = cpu_seconds(forum.pid("worker"))
        time.sleep(MEASURED_SECONDS)
        used = cpu_seconds(forum.pid("worker")) - before
    return f"{used / MEASURED_SECONDS:.2%} of a processor"
