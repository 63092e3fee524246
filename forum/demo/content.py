"""Reads the sample content: TOML files beside this module, described in README.md."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class SampleContent:
    """The tables of the files, as they stand there."""

    community: dict[str, Any]
    categories: list[dict[str, Any]]
    members: list[dict[str, Any]]
    threads: list[dict[str, Any]]


@cache
def load() -> SampleContent:
    """All sample content; each thread carries its category's slug."""
    base = _read(HERE / "community.toml")
    threads = [
        {**thread, "category": path.stem}
        for path in sorted((HERE / "threads").glob("*.toml"))
        for thread in _read(path)["threads"]
    ]
    return SampleContent(base["community"], base["categories"], base["members"], threads)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
