"""The nightly look at who gave whom credit."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Community
from core.errors import Conflict
from forum.actions.reviewing import close_review, hold_review, open_review
from forum.models import ReviewItem
from reputation.actions.cases import hold_case
from reputation.actions.judging import acquit
from reputation.actions.suspecting import group_key, suspect
from reputation.collusion import MUTUAL_SHARE, Given, Group, mutual, rings, unusual
from reputation.models import Claim, Suspicion
from reputation.queries.patterns import (
    favours_of_day,
    favours_within,
    gains_of,
    given_lately,
    seen_lately,
)
from reputation.rules import PAIR_TIME

Kind = Suspicion.Kind
BROAD_AUTHORS = 5
BROAD_SHARE = 0.5
"""Who gave credit to so many others, and at most this share of it to the one, reads a lot: his
bursts are released without a person."""


def look_through_credit() -> int:
    """Look at every community in which anybody earned lately; how many suspicions are new or
    have grown."""
    now = timezone.now()
    lately = Claim.objects.filter(happened__gt=now - PAIR_TIME).order_by()
    ids = lately.values_list("community", flat=True).distinct()
    return sum(_look_through(one, now) for one in Community.objects.filter(pk__in=list(ids)))


def _look_through(community: Community, now: datetime) -> int:
    given = given_lately(community, until=now)
    weigh_bursts(community, given)
    found = _suspect_groups(community, Kind.RING, rings(given), now)
    found += _suspect_groups(community, Kind.MUTUAL, mutual(given), now)
    return found + suspect_gains(community, now)


def weigh_bursts(community: Community, given: Given) -> None:
    """Release the bursts of those who read a lot; people look at the others. One that grows in
    the same moment is weighed the next time."""
    rows = Suspicion.objects.filter(community=community, kind=Kind.BURST)
    for suspicion in rows.filter(state=Suspicion.State.OPEN).order_by("pk"):
        with suppress(Conflict):
            _weigh(suspicion.pk, given)


@transaction.atomic
def _weigh(suspicion_id: int, given: Given) -> None:
    subject = ("suspicion", suspicion_id)
    hold_review(kind=ReviewItem.Kind.HELD_VOTES, subject=subject)
    case = hold_case(suspicion_id)
    claim = case.suspicion.claims.filter(requested__gt=0).first()
    if case.suspicion.state != Suspicion.State.OPEN:
        return
    if claim is not None and is_broad(given, giver=claim.giver_group, receiver=claim.member_id):
        acquit(case, by=None)
        close_review(kind=ReviewItem.Kind.HELD_VOTES, subject=subject)
    else:
        _ask_people(case.suspicion, ReviewItem.Kind.HELD_VOTES)


def is_broad(given: Given, *, giver: int, receiver: int) -> bool:
    """True for who gives to many, to the one no more than to all others together, and gets little
    back from him."""
    whole = sum(count for (of, _to), count in given.items() if of == giver)
    authors = sum(of == giver for of, _to in given)
    back = sum(count for (of, _to), count in given.items() if of == receiver)
    mine, his = given.get((giver, receiver), 0), given.get((receiver, giver), 0)
    return authors > BROAD_AUTHORS and mine <= BROAD_SHARE * whole and his <= MUTUAL_SHARE * back


def _suspect_groups(community: Community, kind: str, groups: Iterable[Group], now: datetime) -> int:
    found = 0
    for group in groups:
        if seen_lately(kind, group_key(group), community, at=now):
            continue
        claims = favours_within(community, group, until=now)
        found += _suspect(community, kind, group, claims)
    return found


def suspect_gains(community: Community, now: datetime) -> int:
    """Yesterday's, which is over."""
    day = (now - timedelta(days=1)).date()
    found = 0
    for member in unusual(gains_of(community, day)):
        if seen_lately(Kind.GAIN, group_key({member}), community, at=now):
            continue
        claims = favours_of_day(community, member, day)
        found += _suspect(community, Kind.GAIN, {member}, claims)
    return found


@transaction.atomic
def _suspect(
    community: Community, kind: str, members: Collection[int], claims: "QuerySet[Claim]"
) -> int:
    suspicion = suspect(community=community, kind=kind, members=members, claims=claims)
    if suspicion is not None:
        _ask_people(suspicion, ReviewItem.Kind.SUSPICION)
    return int(suspicion is not None)


def _ask_people(suspicion: Suspicion, kind: str) -> None:
    open_review(
        community=suspicion.community,
        kind=kind,
        subject=("suspicion", suspicion.pk),
        weight=max(1, suspicion.members.count()),
    )
