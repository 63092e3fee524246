"""What a member's level rests on, and what is missing to the next one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import AuditEntry, Community, Member, Membership
from accounts.permissions import Actor, Privilege, allowed
from core.errors import NotFound
from forum.models import Flag, Post, Vote
from reputation.levels import (
    ACTIVE_WITHIN,
    HIGHEST,
    Condition,
    Evidence,
    conditions_of,
    earned_level,
    within_reach,
)
from reputation.models import Balance
from reputation.presets import Preset, preset_for
from reputation.queries.trust import trust_of
from translation.models import Correction


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a member stands: `level` counts now, `earned` is what his work comes to, `ends` when
    a level ends that is not earned any more. `next` is None on the highest level; `conditions`
    are those of the next one, each with whether it is met."""

    level: int
    earned: int
    ends: datetime | None
    granted: int
    next: int | None
    conditions: list[tuple[Condition, bool]]
    evidence: Evidence


def progress_of(actor: Actor, member: Member, community: Community) -> Progress:
    """A member's own way to the next level, also for those who appoint super-users; ten queries
    at most. Raises NotFound for anybody else."""
    own = actor.id is not None and actor.id == member.pk
    if not allowed(actor, Privilege.READ, community) or not (
        own or allowed(actor, Privilege.APPOINT, community)
    ):
        raise NotFound
    rows = Membership.objects.select_related("member", "community")
    membership = rows.filter(member=member, community=community).first()
    membership = membership or Membership(member=member, community=community)
    return _progress(membership, evidence_of(membership))


def _progress(membership: Membership, known: Evidence) -> Progress:
    level = membership.effective_level
    following = level + 1 if level < HIGHEST else None
    conditions = conditions_of(following, known.preset) if following else ()
    return Progress(
        level=level,
        earned=earned_level(known),
        ends=membership.level_ends,
        granted=membership.level_granted,
        next=following,
        conditions=[(one, one.is_met(known)) for one in conditions],
        evidence=known,
    )


def evidence_of(membership: Membership) -> Evidence:
    """What is known of a member in a community; four queries, five more where he is near the
    highest level."""
    member, community = membership.member, membership.community
    points, preset = points_in(membership), preset_of(community)
    trust = trust_of(member, community)
    near_the_top = within_reach(points, preset) >= HIGHEST
    return Evidence(
        preset=preset,
        points=points,
        accepted=trust.accepted,
        bridged=trust.bridged,
        fixes=trust.fixes,
        posts=trust.posts,
        edits=trust.edits,
        flags=trust.flags,
        active_days=len(active_days(member, community)) if near_the_top else 0,
        appointed=bool(membership.moderated_languages),
    )


def points_in(membership: Membership) -> int:
    """Standing; one query."""
    rows = Balance.objects.filter(membership=membership.pk)
    return rows.values_list("points", flat=True).first() or 0


def preset_of(community: Community) -> Preset:
    """By how long a community exists."""
    return preset_for(timezone.now() - community.created)


def active_days(member: Member, community: Community) -> set[date]:
    """The days (UTC) of the last 90 on which a member wrote, voted, reported, corrected or
    decided something in a community."""
    since = timezone.now() - ACTIVE_WITHIN
    return {day for rows in _deeds(member, community) for day in _days(rows, since)}


def _deeds(member: Member, community: Community) -> "Iterator[QuerySet[Any]]":
    yield Post.objects.filter(author=member, thread__community=community)
    yield Vote.objects.filter(member=member, post__thread__community=community)
    yield Flag.objects.filter(member=member, post__thread__community=community)
    yield Correction.objects.filter(Q(author=member) | Q(decided_by=member), community=community)
    yield AuditEntry.objects.filter(actor=member, community=community)


def _days(rows: "QuerySet[Any]", since: datetime) -> "QuerySet[Any, date]":
    recent = rows.filter(created__gt=since).order_by()
    return recent.values_list(TruncDate("created", tzinfo=UTC), flat=True).distinct()
