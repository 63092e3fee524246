"""What import-linter cannot say: what the lowest layer may bring in from outside.

The order of the apps themselves is held by `lint-imports` in `make check`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings

OURS = {path.name for path in settings.BASE_DIR.iterdir() if (path / "__init__.py").exists()}
ALLOWED = {"core", "django", "babel"} | sys.stdlib_module_names
"""Babel brings the names and directions of languages from CLDR; everything else is Django."""
PEERS = {"spirit"}
"""Forums to compare with: their own environments have them (benchmarks/peers)."""


def imported(path: Path) -> Iterator[str]:
    """The top-level packages a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_core_imports_only_django_and_babel() -> None:
    modules = (settings.BASE_DIR / "core").rglob("*.py")
    found = {(str(path), name) for path in modules for name in imported(path)}
    assert {(path, name) for path, name in found if name not in ALLOWED} == set()


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py"}
    skipped = {".venv", "var", "node_modules"}
    files = (
        path
        for folder in settings.BASE_DIR.iterdir()
        if folder.is_dir() and folder.name not in skipped
        for path in folder.rglob("*.py")
    )
    assert [str(path) for path in files if path.name in drawers] == []


@pytest.mark.parametrize(
    ("apps", "files"),
    [
        (OURS - {"tests", "benchmarks"}, ["requirements.txt"]),
        ({"benchmarks"}, ["requirements.txt", "requirements-dev.txt"]),
    ],
    ids=["what runs", "benchmarks"],
)
def test_every_package_from_outside_is_pinned(apps: set[str], files: list[str]) -> None:
    text = "\n".join((settings.BASE_DIR / file).read_text() for file in files)
    known = {normalized(name) for name in re.findall(r"^[\w-]+", text, re.MULTILINE)}
    modules = (path for app in apps for path in (settings.BASE_DIR / app).rglob("*.py"))
    outside = {name for path in modules for name in imported(path)}
    outside -= OURS | sys.stdlib_module_names | PEERS
    distributions = packages_distributions()
    assert {
        name
        for name in outside
        if not known & {normalized(distribution) for distribution in distributions.get(name, ())}
    } == set()


def normalized(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
