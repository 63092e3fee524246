"""How translation is doing in a community, for those who look after it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from accounts.models import Community
from accounts.permissions import Actor, Privilege, require
from accounts.queries import community_for
from core import languages
from forum.queries import languages_read
from frontend.pages.reasons import in_words
from frontend.pages.visitor import actor_of
from translation.coverage import Coverage, keeper
from translation.coverage.report import Failure, LanguageRow

PAIRS_SHOWN = 20
PARTS = "original ready stale pending working unasked unsupported withheld failed".split()


@dataclass(frozen=True, slots=True)
class BarPart:
    """A stretch of a bar: percent from its beginning, as SVG wants them."""

    name: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """A language with its bar."""

    row: LanguageRow
    bar: list[BarPart]


@dataclass(frozen=True, slots=True)
class FailureLine:
    """A reason in words with the pairs it concerns, the most texts first."""

    reason: Promise
    count: int
    rows: list[Failure]


def coverage_for(actor: Actor, slug: str) -> tuple[Community, Coverage]:
    """The numbers of a community. Raises NotFound, NotSignedIn, NotPermitted."""
    community = community_for(actor, slug)
    require(actor, Privilege.SEE_COVERAGE, community)
    read = [code for code in languages_read(community.pk) if languages.is_offered(code)]
    return community, keeper.coverage(community, read=read or [languages.current()])


@require_safe
def coverage(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers; `?all=1` also of pairs in which little happens."""
    community, found = coverage_for(actor_of(request), slug)
    most = None if request.GET.get("all") == "1" else PAIRS_SHOWN
    ages = [row.oldest_seconds for row in found.pairs if row.oldest_seconds is not None]
    context = {
        "community": community,
        "coverage": found,
        "pairs": found.pairs[:most],
        "savings": found.savings[:most],
        "more": most is not None and max(len(found.pairs), len(found.savings)) > most,
        "lines": [LanguageLine(row, _bar(row)) for row in found.by_language],
        "failures": _by_reason(found.failures),
        "waiting": sum(row.waiting for row in found.pairs),
        "oldest_seconds": max(ages, default=None),
        "failed": sum(row.count for row in found.failures),
    }
    return render(request, "pages/coverage.html", context)


def _by_reason(failures: Iterable[Failure]) -> list[FailureLine]:
    """One line for each reason, the most frequent first."""
    groups: dict[str, list[Failure]] = defaultdict(list)
    for row in failures:
        groups[row.reason].append(row)
    lines = [
        FailureLine(in_words(reason), sum(row.count for row in rows), rows)
        for reason, rows in groups.items()
    ]
    return sorted(lines, key=lambda line: -line.count)


def _bar(row: LanguageRow) -> list[BarPart]:
    found, start = [], 0.0
    for name in PARTS if row.total else ():
        width = 100 * int(getattr(row, name)) / row.total
        if width:
            found.append(BarPart(name, f"{start:.3f}", f"{width:.3f}"))
        start += width
    return found
