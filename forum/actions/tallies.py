"""What votes come to: scores, confirmations, choices in polls. Nobody else counts them.

Whoever counts holds the threads of the posts (`timeline.lock_threads`), so that no vote that is
just being written is left out.
"""

from collections.abc import Collection

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from forum.models import Confirmation, Poll, PollOption, PollVote, Post, Vote


def _summed(rows: "QuerySet[Vote]") -> Combinable:
    return Coalesce(Subquery(rows.values("post").annotate(sum=Sum("value")).values("sum")), 0)


def _counted(rows: QuerySet[Confirmation] | QuerySet[PollVote], *, by: str) -> Combinable:
    """How many different members there are in `rows`, which are grouped `by` their owner."""
    members = Count("member", distinct=True)
    return Coalesce(Subquery(rows.values(by).annotate(count=members).values("count")), 0)


_POST = OuterRef("pk")
SCORE = F("score_imported") + _summed(Vote.objects.filter(post=_POST))
CONFIRMATIONS = _counted(Confirmation.objects.filter(post=_POST), by="post")
CHOSEN = F("votes_imported") + _counted(PollVote.objects.filter(option=OuterRef("pk")), by="option")
VOTERS = F("voters_imported") + _counted(
    PollVote.objects.filter(option__poll=OuterRef("pk")), by="option__poll"
)


def tally_posts(ids: Collection[int]) -> None:
    """Count votes and confirmations of posts anew."""
    Post.objects.filter(pk__in=ids).update(score=SCORE, confirmations_count=CONFIRMATIONS)


def tally_polls(ids: Collection[int]) -> None:
    """Count the choices in the polls of posts anew."""
    PollOption.objects.filter(poll__post__in=ids).update(votes_count=CHOSEN)
    Poll.objects.filter(post__in=ids).update(voters_count=VOTERS)
