"""`python -m benchmarks [NAME…]`: measures and prints a table."""

import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

NAMES = (
    "latency",
    "pages",
    "live",
    "idle",
    "translate",
    "fidelity",
    "transfer",
    "gaming",
    "ledger",
    "scale",
)


def rows(name: str) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="lingora-bench-") as folder:
        yield from importlib.import_module(f"benchmarks.{name}").measure(Path(folder))


def main(names: list[str]) -> int:
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.")
        return 2
    load = os.getloadavg()[0]
    print(
        f"{os.cpu_count()} processors, load {load:.1f}\n\n| what | figure |\n|---|---|", flush=True
    )
    for name in names or NAMES:
        for what, figure in rows(name):
            print(f"| {what} | {figure} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
