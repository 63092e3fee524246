"""What members gave each other lately, as `reputation.collusion` looks at it."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from accounts.models import AuditEntry, Community
from forum.models import Post
from reputation.collusion import BURST_TIME, Given, burst
from reputation.models import Claim, LedgerRow, Suspicion
from reputation.rules import DAY, PAIR_TIME, Topic

FAVOURS = frozenset({Topic.VOTE_UP, Topic.CONFIRM, Topic.ACCEPT})
"""What one member's button gives another."""
_FRESH = Q(suspicion=None) | Q(suspicion__kind=Suspicion.Kind.GAIN)


def favours(community: Community, *, until: datetime) -> "QuerySet[Claim]":
    """The favours of the last thirty days that stand, from one member to another."""
    rows = Claim.objects.filter(
        community=community, happened__gt=until - PAIR_TIME, happened__lte=until
    )
    return rows.filter(topic__in=FAVOURS, giver__gt=0, voided=False, ended=None).order_by()


def given_lately(community: Community, *, until: datetime) -> Given:
    """For how many posts each member gave each other one credit."""
    pairs = favours(community, until=until).values_list("giver_group", "member")
    return Counter(
        {
            (giver, member): posts
            for giver, member, posts in pairs.annotate(Count("object_id", distinct=True))
        }
    )


def favours_within(
    community: Community, members: Collection[int], *, until: datetime
) -> "QuerySet[Claim]":
    """The favours among members that nobody has looked at, with all that was earned by the same
    events."""
    inside = favours(community, until=until).filter(giver_group__in=members, member__in=members)
    events = inside.filter(_FRESH).values("event")
    return Claim.objects.filter(_FRESH, community=community, event__in=events, requested__gt=0)


def burst_around(
    community: Community, *, giver: int, member: int, topic: str, at: datetime
) -> "QuerySet[Claim] | None":
    """The votes of `giver` on old posts of `member` that make a burst with the one at `at`, with
    what they cost the giver; None where there is no burst."""
    near = (at - BURST_TIME, at + BURST_TIME)
    about = {"community": community, "giver": giver, "topic": topic, "voided": False}
    rows = Claim.objects.filter(**about, happened__range=near)
    votes = list(rows.filter(member=member).values_list("happened", "object_id"))
    posts = burst(_on_old_posts(votes)) if burst(votes) else set()
    return rows.filter(_FRESH, object_id__in=posts) if posts else None


def _on_old_posts(votes: list[tuple[datetime, int]]) -> list[tuple[datetime, int]]:
    rows = Post.objects.filter(pk__in={post for _when, post in votes})
    created = dict(rows.values_list("pk", "created"))
    return [(when, post) for when, post in votes if created.get(post, when) < when - DAY]


def gains_of(community: Community, day: date) -> Mapping[int, int]:
    """What members earned by favours of a day."""
    rows = LedgerRow.objects.filter(
        community=community, day=day, state=LedgerRow.State.POSTED, giver__gt=0, member__gt=0
    )
    sums = rows.order_by().values_list("member").annotate(Sum("applied"))
    return {member: points for member, points in sums if points > 0}


def favours_of_day(community: Community, member: int, day: date) -> "QuerySet[Claim]":
    """The favours of a day to one member that nobody has looked at."""
    rows = Claim.objects.filter(community=community, member=member, day=day, requested__gt=0)
    return rows.filter(topic__in=FAVOURS, giver__gt=0, suspicion=None, voided=False, ended=None)


def seen_lately(suspicion_kind: str, group: str, community: Community, *, at: datetime) -> bool:
    """Whether somebody found such a group honest within the last thirty days. Bursts that the
    program let go by itself tell nothing of the next one."""
    rows = Suspicion.objects.filter(community=community, kind=suspicion_kind, group=group)
    honest = rows.filter(state=Suspicion.State.HONEST, decided__gt=at - timedelta(days=30))
    let_go = AuditEntry.objects.filter(
        verb="credit.acquitted",
        subject_type="suspicion",
        subject_id=OuterRef("pk"),
        automatic=True,
    )
    return honest.filter(~Exists(let_go)).exists()
