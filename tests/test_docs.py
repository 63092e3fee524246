"""The documents say what the code does: nothing undocumented, nothing made up."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from docs.generate import outdated

ROOT: Path = settings.BASE_DIR
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
READERS = (
    *(ROOT / "config").glob("*.py"),
    *(ROOT / "core").rglob("*.py"),
    *(ROOT / "translation").rglob("*.py"),
    *(ROOT / "tests").rglob("*.py"),
    *(ROOT / "benchmarks").rglob("*.py"),
    *(ROOT / "scripts").iterdir(),
)
READ = re.compile(
    r"""env(?:iron)?(?:\.\w+\(|\()\s*["']([A-Z][A-Z_]+)["']"""  # env.str("…", environ.get("…"
    r"""|environ\[["']([A-Z][A-Z_]+)["']\]"""
    r"""|\$\{([A-Z][A-Z_]+):-"""  # ${…:-default} in a script
)
OF_OTHERS = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "PATH"}
"""Variables that belong to Django or the system, and mean what these say."""


def settings_read() -> set[str]:
    found = [READ.findall(path.read_text("utf-8")) for path in READERS if path.is_file()]
    return {name for names in found for match in names for name in match if name} - OF_OTHERS


def settings_documented() -> set[str]:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))


def test_every_setting_that_is_read_is_documented() -> None:
    assert settings_read() - settings_documented() == set()


def test_every_documented_setting_is_read() -> None:
    assert settings_documented() - settings_read() == set()


def test_generated_pages_are_up_to_date() -> None:
    assert outdated() == [], "python -m docs.generate"


def links(page: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            yield target


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    assert [target for target in links(document) if not (document.parent / target).exists()] == []


def test_every_page_is_reached_from_the_index() -> None:
    docs = ROOT / "docs"
    reached = {(docs / target).resolve() for target in links(docs / "index.md")}
    pages = {page for page in PAGES if page.is_relative_to(docs)} - {docs / "index.md"}
    assert pages - reached == set()


@pytest.mark.parametrize(
    "app",
    ["core", "accounts", "translation", "forum", "reputation", "frontend"],
    ids=lambda app: app,
)
def test_every_command_is_documented(app: str) -> None:
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    commands = [name for name, owner in get_commands().items() if owner == app]
    assert [name for name in commands if f"`manage.py {name}" not in page] == []


def test_every_make_target_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    targets = [
        name for name in phony[1].split() if not re.search(rf"^{name}:.*## ", makefile, re.M)
    ]
    assert targets == []
