"""Reads the sample content: TOML files beside this module, described in README.md."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class SampleContent:
    """The tables of the files, as they stand there; `legal` holds the pages by their kind."""

    community: dict[str, Any]
    categories: list[dict[str, Any]]
    products: list[dict[str, Any]]
    tags: list[dict[str, Any]]
    members: list[dict[str, Any]]
    threads: list[dict[str, Any]]
    legal: dict[str, str]


@cache
def load() -> SampleContent:
    """All sample content; each thread carries its category's slug."""
    base = _read(HERE / "community.toml")
    threads = [
        {**thread, "category": path.stem}
        for path in sorted((HERE / "threads").glob("*.toml"))
        for thread in _read(path)["threads"]
    ]
    legal = {path.stem: path.read_text("utf-8") for path in (HERE / "legal").glob("*.md")}
    return SampleContent(
        base["community"],
        base["categories"],
        base["products"],
        base["tags"],
        base["members"],
        threads,
        legal,
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
