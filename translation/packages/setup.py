"""The language set-up of a fresh installation: looks, lets `planning` decide, and obeys.

What connects the offered languages is installed, the languages of the present texts first. A
silent index, a refusal and a failed apt-get are remembered for a while, so that the next start
is quick and asks nothing twice.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count
from django.utils.translation import gettext as _

from core import languages
from translation.models import Text
from translation.packages import apertium
from translation.packages.errors import IndexUnreachable, NoRoom, PackageError
from translation.packages.fetch import fetch, installed_versions
from translation.packages.index import Offer, read_offers
from translation.packages.planning import Apt, Plan, Situation, plan
from translation.packages.progress import ProgressLine

INDEX_TIMEOUT_SECONDS = 5.0
REMEMBERED_SECONDS = 3600
"""How long a silent index or a failed apt-get is left alone. A refusal counts for good."""


class Memory:
    """What earlier starts found out: a small file in the data folder."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def recalls(self, fact: str, *, within_seconds: float = float("inf")) -> bool:
        """True where `fact` was noted not longer ago than that."""
        noted = self._facts().get(fact)
        return noted is not None and time.time() - noted <= within_seconds

    def note(self, fact: str) -> None:
        """Remember that `fact` holds now."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(self._facts() | {fact: time.time()}))

    def _facts(self) -> dict[str, float]:
        try:
            facts = json.loads(self._file.read_text())
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}


class SetUp:
    """One run of the set-up. `out` is where it reports."""

    def __init__(self, *, out: TextIO, memory: Memory | None = None) -> None:
        self._out = out
        self._memory = memory or Memory(Path(settings.DATA_DIR) / "language-setup.json")

    def run(self) -> None:
        """Do all there is to do. Reports failures instead of raising them."""
        situation = self._look()
        decided = plan(situation)
        if decided.ask_index:
            decided = plan(self._with_offers(situation))
        self._install(decided.install)
        self._see_to_system_packages(decided)

    def _look(self) -> Situation:
        offered = tuple(_most_used_first(language.code for language in languages.offered()))
        recent = REMEMBERED_SECONDS
        return Situation(
            offered=offered,
            installed=installed_versions(),
            index_served=self._memory.recalls(_served(offered), within_seconds=recent),
            index_silent=self._memory.recalls("index silent", within_seconds=recent),
            apertium_missing=tuple(apertium.missing_packages(offered)),
            apt=apertium.apt_is_here(),
            apt_refused=self._memory.recalls("apertium refused"),
            apt_failed=self._memory.recalls("apt-get failed", within_seconds=recent),
            root=os.geteuid() == 0,
            sudo=shutil.which("sudo") is not None,
            terminal=sys.stdin is not None and sys.stdin.isatty() and self._out.isatty(),
        )

    def _with_offers(self, situation: Situation) -> Situation:
        try:
            offers = tuple(read_offers(timeout=INDEX_TIMEOUT_SECONDS))
        except IndexUnreachable as error:
            self._memory.note("index silent")
            self._say(error)
            return replace(situation, asked=True)
        return replace(situation, asked=True, offers=offers)

    def _install(self, offers: Sequence[Offer]) -> None:
        failures = 0
        for number, offer in enumerate(offers, start=1):
            progress = ProgressLine(f"{number}/{len(offers)} {offer.name}", self._out)
            try:
                fetch(offer, progress=progress)
            except PackageError as error:
                failures += 1
                self._say(error)
                if isinstance(error, NoRoom):
                    break
            finally:
                progress.finish()
        if offers and not failures:
            self._memory.note(_served(tuple(language.code for language in languages.offered())))

    def _see_to_system_packages(self, decided: Plan) -> None:
        packages = decided.system_packages
        if decided.apt is Apt.INSTALL:
            announcement = _(
                "Installing Apertium's language pairs with apt-get "
                "(LANGUAGE_SETUP=off keeps it from doing so): %(packages)s"
            )
            self._say(announcement % {"packages": " ".join(packages)})
            self._apt(packages)
        elif decided.apt is Apt.ASK and self._agreed(packages):
            self._apt(packages)
        elif decided.apt in (Apt.ASK, Apt.PRINT):
            command = " ".join(["sudo", *apertium.install_command(packages)])
            self._say(_("More languages with Apertium: %(command)s") % {"command": command})

    def _apt(self, packages: Sequence[str]) -> None:
        try:
            apertium.install(packages, with_sudo=os.geteuid() != 0)
        except (OSError, subprocess.SubprocessError) as error:
            self._memory.note("apt-get failed")
            self._say(_("apt-get failed: %(reason)s") % {"reason": error})

    def _agreed(self, packages: Sequence[str]) -> bool:
        """Ask on the terminal. No is remembered; a terminal that is gone means not now."""
        question = _("Install system packages for more languages (%(packages)s)? [y/N]")
        self._out.write(question % {"packages": " ".join(packages)} + " ")
        self._out.flush()
        try:
            answer = sys.stdin.readline()
        except OSError:
            return False
        agreed = answer.strip().lower()[:1] in {"y", _("yes")[:1]}
        if answer and not agreed:
            self._memory.note("apertium refused")
        return agreed

    def _say(self, line: object) -> None:
        self._out.write(f"{line}\n")
        self._out.flush()


def _served(offered: Sequence[str]) -> str:
    return "index served " + " ".join(sorted(offered))


def _most_used_first(codes: Iterable[str]) -> list[str]:
    """The codes, those in which most texts are written first."""
    try:
        rows = Text.objects.values("language").annotate(texts=Count("id"))
        used = {row["language"]: row["texts"] for row in rows}
    except DatabaseError:
        used = {}
    return sorted(codes, key=lambda code: -used.get(code, 0))
