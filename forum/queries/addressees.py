"""Whom a post may concern, and who of them may be told of it."""

from collections.abc import Collection

from django.db.models import Q

from accounts.models import Block, Member, Membership
from accounts.permissions import Actor
from accounts.queries import actor_for
from forum.mentions import mentioned_in
from forum.models import Post, Quote
from forum.notifications_planning import PostFacts
from forum.queries.posts import visible_to
from forum.queries.subscriptions import followers_of


def facts_of(post: Post) -> PostFacts:
    """What the planner wants to know; four queries at most. `post` comes with its thread,
    category, body and the post it replies to."""
    return PostFacts(
        author=post.author_id,
        asker=post.thread.author_id,
        kind=post.kind,
        replied_to=post.reply_to.author_id if post.reply_to else None,
        mentioned=_mentioned(post),
        quoted=_quoted(post),
        levels=followers_of(
            post.thread, author_id=post.author_id, opening=post.kind == Post.Kind.OPENING
        ),
    )


def _mentioned(post: Post) -> frozenset[int]:
    names = mentioned_in(post.body.html)
    if not names:
        return frozenset()
    named = Q(username__in=names) | Q(former_names__username__in=names)
    return frozenset(Member.objects.filter(named).values_list("pk", flat=True))


def _quoted(post: Post) -> frozenset[int]:
    rows = Quote.objects.filter(post=post, quoted__author__isnull=False)
    return frozenset(rows.values_list("quoted__author", flat=True))


def may_be_told(post: Post, members: Collection[int], *, actor: int | None) -> list[Member]:
    """Those of `members` (ids) who may see the post and would hear of `actor`, by id.

    Nobody is told of what is deleted; members who are banned, asleep, fictional, or in a pair
    that blocks with the actor are left out. The number of queries grows with the kinds of
    members (role, level), not with how many they are.
    """
    if _is_gone(post) or not members:
        return []
    apart = _apart(actor, members)
    awake = Member.objects.filter(pk__in=set(members) - apart, is_active=True, is_sample=False)
    rows = awake.prefetch_related("memberships").order_by("pk")
    verdicts: dict[object, bool] = {}
    return [member for member in rows if _sees(actor_for(member), post, verdicts)]


def _is_gone(post: Post) -> bool:
    thread = post.thread
    return (
        post.visibility == Post.Visibility.DELETED or thread.visibility != thread.Visibility.PUBLIC
    )


def _apart(actor: int | None, members: Collection[int]) -> set[int]:
    """Who blocks the actor or is blocked by him."""
    if actor is None:
        return set()
    rows = Block.objects.filter(
        Q(member=actor, blocked__in=members) | Q(blocked=actor, member__in=members)
    )
    return {pk for pair in rows.values_list("member", "blocked") for pk in pair} - {actor}


def _sees(actor: Actor, post: Post, verdicts: dict[object, bool]) -> bool:
    """Members of the same standing see the same posts of others."""
    row = actor.memberships.get(post.thread.community_id)
    if row and row.state == Membership.State.BANNED:
        return False
    place = (row.role, row.state, row.effective_level) if row else None
    standing = (actor.is_operator, actor.id == post.author_id, place)
    if standing not in verdicts:
        verdicts[standing] = visible_to(actor).filter(pk=post.pk).exists()
    return verdicts[standing]
