"""What an upheld appeal takes back of what the forum and staff decided (`forum.decisions`)."""

from accounts.actions import lift_sanction
from accounts.models import AuditEntry, Sanction
from accounts.permissions import Actor, Privilege, require
from core.errors import NotFound
from forum.actions.closing import reopen_thread
from forum.actions.first_posts import publish_refused
from forum.actions.hiding import show
from forum.actions.locking import unlock
from forum.actions.masking import unmask
from forum.actions.removal import undo_removal
from forum.actions.timeline import lock_thread
from forum.decisions import undoes
from forum.models import Post, Thread
from forum.queries import thread_for


@undoes("member.warned", "member.paused", "member.banned")
def lift(actor: Actor, entry: AuditEntry) -> None:
    """A pause may be over meanwhile: then there is nothing to lift."""
    sanction = Sanction.objects.filter(entry=entry).first()
    if sanction is not None and (sanction.stands or sanction.kind == Sanction.Kind.WARNING):
        lift_sanction(actor=actor, sanction=sanction)


@undoes("post.deleted")
def bring_back(actor: Actor, entry: AuditEntry) -> None:
    """Who decides on an appeal need not be one who finds deleted posts by himself."""
    post = _post(entry)
    if post is not None:
        require(actor, Privilege.DELETE_OTHERS, post.thread.community)
        undo_removal(actor, post, entry=entry)


@undoes("post.refused")
def publish_after_all(actor: Actor, entry: AuditEntry) -> None:
    """An objection that is upheld publishes the post; that somebody looks again is not enough."""
    post = _post(entry)
    if post is not None:
        publish_refused(actor=actor, post=post)


@undoes("post.hidden")
def show_again(actor: Actor, entry: AuditEntry) -> None:
    post = _post(entry)
    if post is not None:
        require(actor, Privilege.MODERATE, post.thread.community)
        show(post, by=actor.member)


@undoes("post.masked")
def show_masked(actor: Actor, entry: AuditEntry) -> None:
    post = _post(entry)
    if post is not None:
        require(actor, Privilege.MODERATE, post.thread.community)
        unmask(post, entry=entry, by=actor.member)


@undoes("thread.locked")
def open_lock(actor: Actor, entry: AuditEntry) -> None:
    thread = _thread(actor, entry)
    if thread is not None and thread.locked:
        unlock(actor=actor, thread=thread)


@undoes("thread.closed")
def open_again(actor: Actor, entry: AuditEntry) -> None:
    thread = _thread(actor, entry)
    if thread is not None and thread.closed:
        reopen_thread(actor=actor, thread=thread)


def _post(entry: AuditEntry) -> Post | None:
    """The post, its thread held, unless it is gone for good meanwhile."""
    thread_id = Post.objects.filter(pk=entry.subject_id).values_list("thread", flat=True).first()
    if thread_id is None:
        return None
    lock_thread(thread_id)
    rows = Post.objects.select_related("thread__community", "thread__category", "thread__title")
    return rows.select_related("body", "author").filter(pk=entry.subject_id).first()


def _thread(actor: Actor, entry: AuditEntry) -> Thread | None:
    try:
        return thread_for(actor, entry.subject_id)
    except NotFound:
        return None
