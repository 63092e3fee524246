"""Checks that several actions share: they refuse or say nothing."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.permissions import Actor, Privilege, allowed, require
from core.errors import InvalidInput, NotSignedIn
from forum.errors import NothingToJudge, OwnPost, ThreadGone, ThreadIsClosed, ThreadIsLocked
from forum.models import Post, Thread
from forum.queries import thread_for, thread_or_target

TITLE_MIN_CHARS, TITLE_MAX_CHARS = 3, 200
BODY_MAX_CHARS = 50_000


def check_member(actor: Actor) -> Member:
    """The member behind an actor. Raises NotSignedIn."""
    if actor.member is None:
        raise NotSignedIn
    return actor.member


def check_title(title: str) -> str:
    """A title in one line. Raises InvalidInput."""
    title = " ".join(title.split())
    if not TITLE_MIN_CHARS <= len(title) <= TITLE_MAX_CHARS:
        raise InvalidInput(
            fields={
                "title": _("A title has %(least)d to %(most)d characters.")
                % {"least": TITLE_MIN_CHARS, "most": TITLE_MAX_CHARS}
            }
        )
    return title


def check_body(body: str) -> str:
    """A body that is there and not too long. Raises InvalidInput."""
    if not body.strip():
        raise InvalidInput(fields={"body": _("Please write something.")})
    if len(body) > BODY_MAX_CHARS:
        raise InvalidInput(
            fields={
                "body": _("This is too long: at most %(most)d characters. Please shorten it.")
                % {"most": BODY_MAX_CHARS}
            }
        )
    return body


def check_thread(actor: Actor, thread: Thread, *, follow: bool = False) -> Thread:
    """The thread as it stands now; with `follow` the one that it was merged into. Raises NotFound,
    ThreadGone, and ThreadMerged without `follow`."""
    present = (thread_or_target if follow else thread_for)(actor, thread.pk)
    if present.visibility != Thread.Visibility.PUBLIC:
        raise ThreadGone
    return present


def check_may_change(actor: Actor, post: Post, own: Privilege, others: Privilege) -> None:
    """Raise NotSignedIn or NotPermitted unless the actor may change this post."""
    mine = actor.id is not None and post.author_id == actor.id
    require(actor, own if mine else others, post.thread.community)


def check_takes_posts(actor: Actor, thread: Thread) -> None:
    """Raise ThreadIsLocked or ThreadIsClosed where only staff may write."""
    check_not_locked(actor, thread)
    if thread.closed and not allowed(actor, Privilege.MANAGE_THREADS, thread.community):
        raise ThreadIsClosed


def check_not_locked(actor: Actor, thread: Thread) -> None:
    """Raise ThreadIsLocked where only staff may change anything."""
    if thread.is_locked and not allowed(actor, Privilege.MANAGE_THREADS, thread.community):
        raise ThreadIsLocked


def check_judges(actor: Actor, post: Post, privilege: Privilege) -> Member:
    """The member who may say by a button what he thinks of a post of somebody else.

    Raises NotSignedIn, NotPermitted, OwnPost, ThreadGone, ThreadIsLocked, NothingToJudge.
    """
    member = check_member(actor)
    if post.author_id == member.pk:
        raise OwnPost  # rather than the level he would need
    require(actor, privilege, post.thread.community)
    check_not_locked(actor, check_thread(actor, post.thread))
    if post.visibility != Post.Visibility.PUBLIC:
        raise NothingToJudge
    return member
