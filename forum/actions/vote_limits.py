"""How many votes a member has in a day, and on whose posts.

Counted are votes that stand: taking one back frees its room on the same day. Accounts that count
as one share their votes, and do not vote on each other.
"""

from collections.abc import Collection
from datetime import datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from accounts.linked import linked_accounts
from accounts.models import Member
from forum.errors import OwnPost, VotesKeptApart, VotesUsedUp
from forum.models import Post, Vote, VotesApart

A_DAY = 40
"""Votes of a member in a UTC day, whatever they say."""
FOR_ONE_AUTHOR = {1: 6, -1: 3}
"""Of these on posts of the same author."""


def check_vote_limits(member: Member, post: Post, value: int) -> None:
    """Let one more vote be within the limits until the transaction ends: votes of one member take
    turns, in whatever threads they are.

    Raises OwnPost, VotesKeptApart, VotesUsedUp.
    """
    author = post.author_id
    linked = linked_accounts(post.thread.community_id, [member.pk, *([author] if author else [])])
    mine, theirs = linked[member.pk], linked.get(author or 0, frozenset())
    if theirs & mine:
        raise OwnPost
    _check_not_apart(post, mine, theirs)
    # Only whoever holds them counts; always in the same order.
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=mine)
    list(rows.order_by("pk").values_list("pk"))
    _check_counts(post, value, mine, theirs)


def _check_not_apart(post: Post, mine: Collection[int], theirs: Collection[int]) -> None:
    between = Q(one__in=mine, other__in=theirs) | Q(one__in=theirs, other__in=mine)
    rows = VotesApart.objects.filter(between, community=post.thread.community_id)
    until = rows.filter(until__gt=timezone.now()).values_list("until", flat=True).first()
    if until is not None:
        raise VotesKeptApart(until=until)


def _check_counts(post: Post, value: int, mine: Collection[int], theirs: Collection[int]) -> None:
    today = datetime.combine(timezone.now().date(), time(), tzinfo=timezone.now().tzinfo)
    rows = Vote.objects.filter(member__in=mine, created__gte=today).exclude(
        post=post, member__in=mine
    )
    same = Q(post__author__in=theirs, value=value)
    cast = rows.aggregate(all=Count("pk"), same=Count("pk", filter=same))
    if cast["all"] >= A_DAY:
        raise VotesUsedUp(most=A_DAY)
    if cast["same"] >= FOR_ONE_AUTHOR[value]:
        raise VotesUsedUp.for_one_author(most=FOR_ONE_AUTHOR[value])
