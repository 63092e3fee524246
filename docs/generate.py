"""Writes the pages that are made from code: `python -m docs.generate`, or `--check` to compare.

Today that is `permissions.md`, from the table in `accounts/permissions.py`.
"""

import os
import sys
from pathlib import Path

import django

FOLDER = Path(__file__).parent

PERMISSIONS_HEAD = """\
# Who may what

Made from the table in `accounts/permissions.py` by `python -m docs.generate`; edit the table, not
this page.

Roles and levels belong to a community. “yes” means that the role alone is enough; a number is the
level a member needs; operators of the whole installation may everything. Paused members may read;
banned members may do what visitors may. In a community for members only, visitors may nothing.

| privilege | means: may … | visitor | member | agent | operator |
|---|---|---|---|---|---|
"""


def permissions_page() -> str:
    """The table of privileges as Markdown."""
    from accounts.permissions import NEVER, RULES, Rule

    def member(rule: Rule) -> str:
        if rule.level == NEVER:
            return "–"
        return f"from level {rule.level}" if rule.level else "yes"

    def role(rule: Rule, name: str) -> str:
        return "yes" if name in rule.roles or not rule.level else member(rule)

    rows = [
        [
            f"`{privilege}`",
            str(rule.meaning),
            "yes" if rule.visitors else "–",
            member(rule),
            role(rule, "agent"),
            role(rule, "operator"),
        ]
        for privilege, rule in RULES.items()
    ]
    return PERMISSIONS_HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


PAGES = {"permissions.md": permissions_page}


def outdated() -> list[str]:
    """The names of generated pages that no longer say what the code says."""
    return [name for name, page in PAGES.items() if written(name) != page()]


def written(name: str) -> str:
    path = FOLDER / name
    return path.read_text("utf-8") if path.exists() else ""


def main(*arguments: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    stale = outdated()
    if "--check" in arguments:
        for name in stale:
            print(f"docs/{name} is outdated: python -m docs.generate")
        return len(stale)
    for name in stale:
        (FOLDER / name).write_text(PAGES[name](), "utf-8")
        print(f"docs/{name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
