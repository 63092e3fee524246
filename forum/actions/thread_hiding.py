"""Taking a whole thread out of sight, and bringing it back: it follows its opening post."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Actor, Privilege, require
from accounts.reasons import speaks_against
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.actions.hiding import hide, show
from forum.actions.timeline import lock_thread
from forum.errors import OwnPost
from forum.models import Post, Thread
from forum.queries import thread_for


@transaction.atomic
def hide_thread(*, actor: Actor, thread: Thread, reason: str) -> Thread:
    """Let nobody read a thread but its author and moderators. Twice is once.

    Raises NotFound, NotSignedIn, NotPermitted, InvalidInput.
    """
    opening = _opening(actor, thread)
    if not speaks_against(reason):
        raise InvalidInput(fields={"reason": _("Choose a reason from the list.")})
    if opening.thread.visibility == Thread.Visibility.PUBLIC:
        hide(opening, by=actor.member, reason=reason)
    return opening.thread


@transaction.atomic
def show_thread(*, actor: Actor, thread: Thread) -> Thread:
    """The contrary; of one's own, somebody else decides. Raises NotFound, NotSignedIn,
    NotPermitted, OwnPost."""
    opening = _opening(actor, thread)
    if opening.author_id == actor.id:
        raise OwnPost
    if opening.thread.visibility == Thread.Visibility.HIDDEN:
        show(opening, by=actor.member)
    return opening.thread


def _opening(actor: Actor, thread: Thread) -> Post:
    check_member(actor)
    lock_thread(thread.pk)
    thread = thread_for(actor, thread.pk)
    require(actor, Privilege.MODERATE, thread.community)
    post = thread.posts.select_related("author", "body").get(kind=Post.Kind.OPENING)
    post.thread = thread
    return post
