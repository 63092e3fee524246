"""Who helps: boards of one month, in one community or in all that the reader may enter.

There is no board of all times: whoever came first would stand there for ever.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Community, Member, Membership
from accounts.permissions import Actor
from accounts.queries import communities_for
from core.errors import InvalidInput
from reputation.models import LedgerRow

PLACES = 20
NEWCOMER = timedelta(days=90)
"""How long before the month somebody may have joined to be a newcomer in it."""
HELPING = (
    *("answer_accepted", "solved_me_too", "answer_up", "guide_up"),
    *("bridge_language", "bridge_country", "short_notice"),
)
BRIDGES = ("bridge_language", "bridge_country")
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)


class Board(StrEnum):
    CREDIT = "credit"  # by points
    NEWCOMERS = "newcomers"  # by points for answers, of those who joined lately
    BRIDGES = "bridges"  # by answers that helped across languages or countries


@dataclass(frozen=True, slots=True)
class Asked:
    """Which month (its first day, UTC), where, and of whom: who wrote in `language`, who lives in
    `country` (codes; empty for all)."""

    first: date
    community: Community | None = None
    language: str = ""
    country: str = ""

    @property
    def until(self) -> date:
        """The first day that is not in it any more."""
        return month_after(self.first)


@dataclass(frozen=True, slots=True)
class Place:
    """A member on a board. Who has the same score has the same rank."""

    rank: int
    member: Member
    score: int


def this_month() -> date:
    return timezone.now().date().replace(day=1)


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def month_named(name: str) -> date:
    """The first day of ``2026-11``; of this month for nothing. Raises InvalidInput."""
    if not name:
        return this_month()
    found = _MONTH.fullmatch(name)
    if found is None:
        raise InvalidInput(fields={"period": _("A month, like 2026-11.")})
    return date(int(found[1]), int(found[2]), 1)


def boards_for(actor: Actor, asked: Asked) -> dict[Board, list[Place]]:
    """All boards; five queries, however many lines and members there are. The community must be
    one that the actor may enter."""
    within = [asked.community] if asked.community else communities_for(actor)
    rows = _rows(asked, [each.pk for each in within])
    scores = {
        Board.CREDIT: _by_points(rows),
        Board.NEWCOMERS: _by_points(_of_newcomers(rows, asked.first)),
        Board.BRIDGES: _by_bridges(rows),
    }
    people = Member.objects.in_bulk({pk for found in scores.values() for pk, _score in found})
    return {board: _places(found, people) for board, found in scores.items()}


def _rows(asked: Asked, communities: Sequence[int]) -> "QuerySet[LedgerRow]":
    """Lines that count, of members who are still here."""
    banned = Membership.objects.filter(community__in=communities, state=Membership.State.BANNED)
    rows = LedgerRow.objects.filter(
        community__in=communities,
        state=LedgerRow.State.POSTED,
        day__gte=asked.first,
        day__lt=asked.until,
        member__is_active=True,
    ).exclude(member__in=banned.values("member"))
    if asked.language:
        same = Q(member_language=asked.language)
        rows = rows.filter(same | Q(member_language__startswith=f"{asked.language}-"))
    return rows.filter(member__country=asked.country) if asked.country else rows


def _of_newcomers(rows: "QuerySet[LedgerRow]", first: date) -> "QuerySet[LedgerRow]":
    since = datetime.combine(first - NEWCOMER, time.min, tzinfo=UTC)
    return rows.filter(code__in=HELPING, member__date_joined__gte=since)


def _by_points(rows: "QuerySet[LedgerRow]") -> list[tuple[int, int]]:
    grouped = rows.order_by().values_list("member").annotate(score=Sum("applied"))
    return list(grouped.filter(score__gt=0).order_by("-score", "member")[:PLACES])


def _by_bridges(rows: "QuerySet[LedgerRow]") -> list[tuple[int, int]]:
    """One answer is one bridge, over whatever it led."""
    standing = rows.filter(code__in=BRIDGES, applied__gt=0, reverses=None, reversed_by=None)
    grouped = standing.order_by().values_list("member")
    counted = grouped.annotate(score=Count("object_id", distinct=True))
    return list(counted.order_by("-score", "member")[:PLACES])


def _places(found: Sequence[tuple[int, int]], people: Mapping[int, Member]) -> list[Place]:
    places: list[Place] = []
    for number, (pk, score) in enumerate(found, start=1):
        place = Place(number, people[pk], score)
        if places and places[-1].score == score:
            place = replace(place, rank=places[-1].rank)
        places.append(place)
    return places
