"""What helps to decide on an item of the queue: what was said around it, and who wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from accounts.models import AuditEntry, Membership, Sanction
from accounts.permissions import Actor
from forum.models import Flag, Post, ReviewItem
from forum.queries.posts import visible_to

AROUND = 2
"""So many posts before and after the one in question."""
SANCTIONS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class AuthorRecord:
    """How somebody has behaved in a community: posts that are public, reports of his posts that
    were upheld and rejected, sanctions (the newest first)."""

    membership: Membership | None
    since: datetime
    posts: int
    upheld: int
    rejected: int
    sanctions: Sequence[Sanction]


def record_of_author(item: ReviewItem) -> AuthorRecord | None:
    """None where nobody is concerned, or a former member; four queries."""
    member, community = item.member, item.community
    if member is None:
        return None
    membership = Membership.objects.filter(member=member, community=community).first()
    posts = Post.objects.filter(author=member, thread__community=community)
    flags = Flag.objects.filter(post__author=member, post__thread__community=community)
    counted = flags.exclude(reason=Flag.Reason.TRANSLATION).aggregate(
        upheld=Count("post", filter=Q(state=Flag.State.UPHELD), distinct=True),
        rejected=Count("post", filter=Q(state=Flag.State.REJECTED), distinct=True),
    )
    sanctions = Sanction.objects.filter(membership=membership).order_by("-id")
    return AuthorRecord(
        membership=membership,
        since=membership.joined if membership else member.date_joined,
        posts=posts.filter(visibility=Post.Visibility.PUBLIC).count(),
        sanctions=list(sanctions[:SANCTIONS_SHOWN]),
        **counted,
    )


def posts_around(actor: Actor, post: Post) -> tuple[list[Post], list[Post]]:
    """The posts before and after one in its thread, as far as the actor sees them; two queries."""
    rows = visible_to(actor).filter(thread=post.thread_id).select_related("body", "author")
    before = rows.filter(number__lt=post.number).order_by("-number")[:AROUND]
    after = rows.filter(number__gt=post.number).order_by("number")[:AROUND]
    return list(before)[::-1], list(after)


def proposal_of(item: ReviewItem) -> AuditEntry | None:
    """What the first of two people said when he proposed a decision; a query where one did."""
    if item.proposed_by_id is None:
        return None
    rows = AuditEntry.objects.filter(subject_type="review", subject_id=item.pk)
    return rows.filter(verb="review.proposed").order_by("-pk").first()
