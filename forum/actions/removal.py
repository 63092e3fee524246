"""Deleting and restoring. What is deleted is gone for readers and kept for operators."""

from django.db import transaction

from accounts.models import AuditEntry
from accounts.permissions import Actor, Privilege
from core.errors import NotFound
from core.events import publish
from forum.actions.answers import forget_acceptance
from forum.actions.checks import check_may_change, check_not_locked
from forum.actions.following_opening import follow_opening
from forum.actions.recording import record_of_post
from forum.actions.timeline import count_posts, lock_thread, note_post
from forum.events import PostDeleted, PostRestored
from forum.models import Post, ThreadEvent
from forum.queries import post_for


@transaction.atomic
def delete_post(*, actor: Actor, post: Post, reason: str = "", note: str = "") -> Post:
    """Delete a post; deleting the opening post deletes its thread. Twice is once. `reason`
    (`accounts.reasons`) is told to its author, `note` is for colleagues. What its author had
    deleted he cannot restore any more once somebody else deletes it, too.

    Raises NotFound, NotSignedIn, NotPermitted, ThreadIsLocked.
    """
    lock_thread(post.thread_id)
    post = post_for(actor, post.pk)
    check_may_change(actor, post, Privilege.DELETE_OWN, Privilege.DELETE_OTHERS)
    check_not_locked(actor, post.thread)
    if post.visibility != Post.Visibility.DELETED:
        take_away(actor, post, reason=reason, note=note)
    elif post.is_deleted_by_author and post.author_id != actor.id:
        take_over(actor, post, reason=reason, note=note)
    return post


def take_away(actor: Actor, post: Post, *, reason: str = "", note: str = "") -> AuditEntry | None:
    """Let nobody but operators read a post any more; None where it is the actor's own. Callers
    hold its thread and have asked for permission."""
    post.visibility_before, post.visibility = post.visibility, Post.Visibility.DELETED
    post.deleted_by = actor.member
    post.save(update_fields=["visibility", "visibility_before", "deleted_by"])
    _after_change(post, gone=True)
    entry = record_of_post(actor, post, "post.deleted", reason=reason, note=note)
    publish(PostDeleted(thread_id=post.thread_id, post_id=post.pk, score=post.score))
    note_post(post, ThreadEvent.Type.POST_REMOVED)
    return entry


def take_over(actor: Actor, post: Post, *, reason: str = "", note: str = "") -> AuditEntry | None:
    """Let what its author deleted be deleted by the actor, so that the author cannot restore it;
    None where that is the actor himself. Callers hold its thread and have asked for permission."""
    post.deleted_by = actor.member
    post.save(update_fields=["deleted_by"])
    before = {"visibility": Post.Visibility.DELETED}
    return record_of_post(actor, post, "post.deleted", reason=reason, note=note, before=before)


def undo_removal(actor: Actor, post: Post, *, entry: AuditEntry) -> None:
    """Take back a deletion that was decided; nothing where that was done meanwhile. What its
    author had deleted before is his again, to restore or to leave. Callers hold its thread and
    have asked for permission."""
    if post.visibility != Post.Visibility.DELETED:
        return
    if entry.before.get("visibility") != Post.Visibility.DELETED:
        put_back(actor, post)
    elif post.deleted_by_id == entry.actor_id:
        post.deleted_by = post.author
        post.save(update_fields=["deleted_by"])


@transaction.atomic
def restore_post(*, actor: Actor, post: Post) -> Post:
    """Bring a deleted post back: its author what he deleted himself, staff any.

    Raises NotFound, NotSignedIn, NotPermitted, ThreadIsLocked.
    """
    lock_thread(post.thread_id)
    post = _to_restore(actor, post.pk)
    check_not_locked(actor, post.thread)
    own = post.visibility != Post.Visibility.DELETED or post.deleted_by_id == actor.id
    check_may_change(
        actor,
        post,
        Privilege.DELETE_OWN if own else Privilege.DELETE_OTHERS,
        Privilege.DELETE_OTHERS,
    )
    if post.visibility == Post.Visibility.DELETED:
        put_back(actor, post)
    return post


def put_back(actor: Actor, post: Post) -> None:
    """Let a deleted post be read again. Callers hold its thread and have asked for permission."""
    post.visibility = post.visibility_before or Post.Visibility.PUBLIC
    post.visibility_before, post.deleted_by = "", None
    post.save(update_fields=["visibility", "visibility_before", "deleted_by"])
    _after_change(post, gone=False)
    record_of_post(actor, post, "post.restored")
    public = post.visibility == Post.Visibility.PUBLIC
    publish(PostRestored(thread_id=post.thread_id, post_id=post.pk, public=public))
    note_post(post, ThreadEvent.Type.POST_CREATED)


def _to_restore(actor: Actor, post_id: int) -> Post:
    """A post its author deleted himself, or one that staff may see. Raises NotFound."""
    try:
        return own_deleted(actor, post_id)
    except NotFound:
        return post_for(actor, post_id)


def own_deleted(actor: Actor, post_id: int) -> Post:
    """A post its author deleted himself, which he may restore. Raises NotFound."""
    rows = Post.objects.filter(visibility=Post.Visibility.DELETED, deleted_by__isnull=False)
    post = (
        rows.filter(pk=post_id, author=actor.member, deleted_by=actor.member)
        .select_related("thread__community", "thread__category", "body", "author")
        .first()
    )
    if post is None:
        raise NotFound
    return post


def _after_change(post: Post, *, gone: bool) -> None:
    follow_opening(post)
    if gone:
        forget_acceptance(post)
    count_posts(post.thread, active=False)
