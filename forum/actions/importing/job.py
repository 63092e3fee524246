"""What the steps of one import share."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from accounts.models import Community
from forum.actions.importing.known import Known
from forum.models import ImportRun
from forum.transfer.archives import Archive
from forum.transfer.problems import Problems
from forum.transfer.staging import Staging

REPORT_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the operator decides. `language` is what members write who say nothing else;
    `link_members` lets items of members with a verified address of somebody here become theirs;
    `with_roles` makes agents and operators of those who were."""

    language: str = ""
    link_members: bool = False
    with_roles: bool = False


@dataclass(slots=True, kw_only=True)
class Job:
    """One import under way."""

    community: Community
    run: ImportRun
    choices: Choices
    staging: Staging
    archive: Archive
    known: Known
    problems: Problems
    report: Callable[[str], None]
    counts: Counter[str] = field(default_factory=Counter)

    def count(self, kind: str, what: str, many: int = 1) -> None:
        """Count items that were made, kept, changed or refused."""
        if many:
            self.counts[f"{kind}.{what}"] += many

    def refuse(self, kind: str, where: str, why: str, *, problem: str = "refused") -> None:
        """Note an item that is left out."""
        self.count(kind, "refused")
        self.problems.add(where, problem, why)


class Progress:
    """Tells how far one kind of item is: at once, every other second, and at its end."""

    def __init__(self, what: str, total: int, report: Callable[[str], None]) -> None:
        self._what, self._total, self._report = what, total, report
        self._done = 0
        self._started = time.monotonic()
        self._told = 0.0

    def add(self, many: int) -> None:
        """So many more are done."""
        self._done += many
        now = time.monotonic()
        if now - self._told >= REPORT_SECONDS or (many and self._done >= self._total):
            self._told = now
            self._report(self._line(now - self._started))

    def _line(self, seconds: float) -> str:
        rate = self._done / max(seconds, 0.001)
        left = max(self._total - self._done, 0) / max(rate, 0.001)
        return f"{self._what}: {self._done:,} of {self._total:,}, {rate:,.0f}/s, {left:,.0f} s left"
