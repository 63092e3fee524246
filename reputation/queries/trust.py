"""Trust: what a member did in the last 180 days, and how good it was."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Community, Member
from forum.models import Flag
from reputation.queries.counted import counted_claims
from reputation.records import Record
from reputation.rules import TRUST_TIME
from translation.models import Correction

_GOOD = Q(code__in=("answer_up", "question_up", "guide_up"))
_BRIDGES = Q(code__in=("bridge_language", "bridge_country"))


@dataclass(frozen=True, slots=True)
class Trust:
    """Counts and ratios of the last 180 days; a bridged accept is one answer, however it
    bridges."""

    accepted: int
    bridged: int
    fixes: int
    posts: Record
    edits: Record
    flags: Record


def trust_of(member: Member, community: Community) -> Trust:
    """What members have shown lately; three queries."""
    since = timezone.now() - TRUST_TIME
    claims = counted_claims().filter(member=member, community=community, happened__gt=since)
    seen = claims.aggregate(
        good=Count("pk", filter=_GOOD),
        bad=Count("pk", filter=Q(code="post_down")),
        accepted=Count("pk", filter=Q(code="answer_accepted")),
        bridged=Count("object_id", filter=_BRIDGES, distinct=True),
        fixes=Count("pk", filter=Q(code="translation_fix_ok")),
    )
    return Trust(
        accepted=seen["accepted"],
        bridged=seen["bridged"],
        fixes=seen["fixes"],
        posts=Record(seen["good"], seen["bad"]),
        edits=_corrections(member, community, since),
        flags=_flags(member, community, since),
    )


def _corrections(member: Member, community: Community, since: datetime) -> Record:
    rows = Correction.objects.filter(author=member, community=community, decided__gt=since)
    judged = rows.exclude(decided_by=member).aggregate(
        good=Count(
            "pk", filter=Q(state__in=(Correction.State.APPROVED, Correction.State.REPLACED))
        ),
        bad=Count("pk", filter=Q(state=Correction.State.REJECTED)),
    )
    return Record(judged["good"], judged["bad"])


def _flags(member: Member, community: Community, since: datetime) -> Record:
    rows = Flag.objects.filter(member=member, post__thread__community=community, decided__gt=since)
    judged = rows.exclude(decided_by=member).aggregate(
        good=Count("pk", filter=Q(state=Flag.State.UPHELD)),
        bad=Count("pk", filter=Q(state=Flag.State.REJECTED)),
    )
    return Record(judged["good"], judged["bad"])
