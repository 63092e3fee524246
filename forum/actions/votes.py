"""Saying whether a post is useful."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import join
from accounts.models import Member
from accounts.permissions import Actor, Privilege
from core.errors import InvalidInput
from core.events import publish
from forum.actions.checks import check_judges
from forum.actions.edits import locked_post
from forum.actions.tallies import tally_posts
from forum.actions.timeline import note_post
from forum.actions.vote_limits import check_vote_limits
from forum.errors import ReasonNeeded
from forum.events import PostVoted
from forum.models import Post, ThreadEvent, Vote

_PRIVILEGES = {1: Privilege.VOTE_UP, -1: Privilege.VOTE_DOWN, 0: Privilege.VOTE_UP}
"""What each value needs."""


@transaction.atomic
def vote(*, actor: Actor, post: Post, value: int, reason: str = "") -> Post:
    """Call somebody else's public post useful (1) or not (-1, with one of `Vote.Reason`), or take
    the vote back (0). The same vote twice is once.

    Raises NotFound, NotSignedIn, NotPermitted, OwnPost, ThreadGone, ThreadIsLocked,
    NothingToJudge, ReasonNeeded, VotesKeptApart, VotesUsedUp and InvalidInput.
    """
    _check(value, reason)
    post = locked_post(actor, post)
    member = check_judges(actor, post, _PRIVILEGES[value])
    row = Vote.objects.filter(post=post, member=member).first()
    before = (row.value, row.reason) if row else (0, "")
    wanted = (value, reason if value == -1 else "")
    if wanted == before:
        return post
    if value and value != before[0]:
        check_vote_limits(member, post, value)
    _write(post, member, *wanted)
    if value != before[0]:
        _count(post)
        publish(
            PostVoted(
                thread_id=post.thread_id,
                post_id=post.pk,
                member_id=member.pk,
                value=value,
                before=before[0],
                post_kind=post.kind,
            )
        )
        note_post(post, ThreadEvent.Type.POST_UPDATED)
    return post


def _check(value: int, reason: str) -> None:
    if value not in _PRIVILEGES:
        raise InvalidInput(fields={"value": "-1, 0, 1"})
    if value == -1 and not reason:
        raise ReasonNeeded
    if reason and reason not in Vote.Reason.values:
        raise InvalidInput(fields={"reason": _("Choose a reason from the list.")})


def _write(post: Post, member: Member, value: int, reason: str) -> None:
    if not value:
        Vote.objects.filter(post=post, member=member).delete()
        return
    join(member=member, community=post.thread.community)
    Vote.objects.update_or_create(
        post=post, member=member, defaults={"value": value, "reason": reason}
    )


def _count(post: Post) -> None:
    """The sum anew: votes of one thread take turns, so none is left out."""
    tally_posts([post.pk])
    post.refresh_from_db(fields=["score"])
