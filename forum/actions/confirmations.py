"""“Solved for me too”: others than the asker say that an answer helped them."""

from django.db import transaction

from accounts.actions import join
from accounts.permissions import Actor, Privilege
from core.events import publish
from forum.actions.checks import check_judges
from forum.actions.edits import locked_post
from forum.actions.tallies import tally_posts
from forum.actions.timeline import note_post
from forum.errors import AskerAccepts, NotAnAnswer
from forum.events import AnswerConfirmed, AnswerUnconfirmed
from forum.models import Confirmation, Post, ThreadEvent


@transaction.atomic
def confirm_answer(*, actor: Actor, post: Post) -> Post:
    """Say that somebody else's answer solved it for the actor, too. Twice is once.

    Raises NotFound, NotSignedIn, NotPermitted, OwnPost, AskerAccepts, NotAnAnswer, ThreadGone,
    ThreadIsLocked, NothingToJudge.
    """
    post = locked_post(actor, post)
    member = check_judges(actor, post, Privilege.CONFIRM)
    if post.kind != Post.Kind.ANSWER:
        raise NotAnAnswer
    if post.thread.author_id == member.pk:
        raise AskerAccepts
    join(member=member, community=post.thread.community)
    _row, is_new = Confirmation.objects.get_or_create(post=post, member=member)
    if is_new:
        ids = {"thread_id": post.thread_id, "post_id": post.pk, "member_id": member.pk}
        publish(AnswerConfirmed(**ids))
        _tell(post)
    return post


@transaction.atomic
def unconfirm_answer(*, actor: Actor, post: Post) -> Post:
    """Take it back. Raises NotFound, NotSignedIn, NotPermitted, OwnPost, ThreadGone,
    ThreadIsLocked, NothingToJudge."""
    post = locked_post(actor, post)
    member = check_judges(actor, post, Privilege.CONFIRM)
    gone, _rows = Confirmation.objects.filter(post=post, member=member).delete()
    if gone:
        ids = {"thread_id": post.thread_id, "post_id": post.pk, "member_id": member.pk}
        publish(AnswerUnconfirmed(**ids))
        _tell(post)
    return post


def _tell(post: Post) -> None:
    """Count anew, while the thread is held, and tell open pages."""
    tally_posts([post.pk])
    post.refresh_from_db(fields=["confirmations_count"])
    note_post(post, ThreadEvent.Type.POST_UPDATED)
