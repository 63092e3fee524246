"""Taking part in polls."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import join
from accounts.models import Member
from accounts.permissions import Actor, Privilege, require
from core.events import publish
from forum.actions.checks import check_member, check_not_locked, check_thread
from forum.actions.edits import locked_post
from forum.actions.polls import poll_of
from forum.actions.tallies import tally_polls
from forum.actions.timeline import note_post
from forum.errors import NothingToJudge, PollClosed, PollRefused
from forum.events import PollVoted
from forum.models import Poll, PollVote, Post, ThreadEvent


@transaction.atomic
def vote_poll(*, actor: Actor, post: Post, options: Collection[int]) -> Poll:
    """Choose options (ids) of the poll in `post`, instead of what was chosen before; none takes
    the vote back. Twice is once.

    Raises NotFound, NotSignedIn, NotPermitted, ThreadGone, ThreadIsLocked, NothingToJudge,
    PollClosed and PollRefused (`fields`: options).
    """
    post = locked_post(actor, post)
    member = _check_voter(actor, post)
    poll = poll_of(post)
    if poll.closes is not None and poll.closes <= timezone.now():
        raise PollClosed
    wanted = set(options)
    _check_choice(poll, wanted)
    if wanted != _chosen(poll, member):
        join(member=member, community=post.thread.community)
        _choose(poll, member, wanted)
        publish(PollVoted(thread_id=post.thread_id, post_id=post.pk, member_id=member.pk))
        note_post(post, ThreadEvent.Type.POST_UPDATED)
    return poll


def _check_voter(actor: Actor, post: Post) -> Member:
    """Unlike with other votes, who asks may answer, too; staff votes in what is for staff."""
    member = check_member(actor)
    require(actor, Privilege.VOTE_POLL, post.thread.community)
    check_not_locked(actor, check_thread(actor, post.thread))
    if post.visibility not in (Post.Visibility.PUBLIC, Post.Visibility.STAFF):
        raise NothingToJudge
    return member


def _check_choice(poll: Poll, wanted: set[int]) -> None:
    known = set(poll.options.values_list("pk", flat=True))
    if not wanted <= known:
        raise PollRefused(fields={"options": _("Choose among the options of this poll.")})
    if len(wanted) > 1 and not poll.multiple:
        raise PollRefused(fields={"options": _("Choose one option only.")})


def _chosen(poll: Poll, member: Member) -> set[int]:
    rows = PollVote.objects.filter(option__poll=poll, member=member)
    return set(rows.values_list("option_id", flat=True))


def _choose(poll: Poll, member: Member, wanted: set[int]) -> None:
    """Write the choice and count anew; votes of one thread take turns, so none is left out."""
    PollVote.objects.filter(option__poll=poll, member=member).delete()
    PollVote.objects.bulk_create(PollVote(option_id=pk, member=member) for pk in sorted(wanted))
    tally_polls([poll.post_id])
    poll.refresh_from_db(fields=["voters_count"])
