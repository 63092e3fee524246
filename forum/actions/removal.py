"""Deleting and restoring. What is deleted is gone for readers and kept for operators."""

from django.db import transaction

from accounts.permissions import Actor, Privilege
from core.errors import NotFound
from core.events import publish
from forum.actions.checks import check_may_change
from forum.actions.timeline import count_posts, note_post, note_thread
from forum.events import AnswerUnaccepted, PostDeleted, PostRestored
from forum.models import Post, Thread, ThreadEvent
from forum.queries import post_for


@transaction.atomic
def delete_post(*, actor: Actor, post: Post) -> Post:
    """Delete a post; deleting the opening post deletes its thread. Twice is once.

    Raises NotFound, NotSignedIn, NotPermitted.
    """
    post = post_for(actor, post.pk)
    check_may_change(actor, post, Privilege.DELETE_OWN, Privilege.DELETE_OTHERS)
    if post.visibility == Post.Visibility.DELETED:
        return post
    post.visibility_before, post.visibility = post.visibility, Post.Visibility.DELETED
    post.deleted_by = actor.member
    post.save(update_fields=["visibility", "visibility_before", "deleted_by"])
    _after_change(post, gone=True)
    publish(PostDeleted(thread_id=post.thread_id, post_id=post.pk))
    note_post(post, ThreadEvent.Type.POST_REMOVED)
    return post


@transaction.atomic
def restore_post(*, actor: Actor, post: Post) -> Post:
    """Bring a deleted post back: its author what he deleted himself, staff any.

    Raises NotFound, NotSignedIn, NotPermitted.
    """
    own = post.author_id == actor.id is not None and post.deleted_by_id == actor.id
    if not own:
        post = post_for(actor, post.pk)
    post = Post.objects.select_related("thread__community", "thread__category", "body").get(
        pk=post.pk
    )
    check_may_change(
        actor,
        post,
        Privilege.DELETE_OWN if own else Privilege.DELETE_OTHERS,
        Privilege.DELETE_OTHERS,
    )
    if post.visibility != Post.Visibility.DELETED:
        return post
    post.visibility = post.visibility_before or Post.Visibility.PUBLIC
    post.visibility_before, post.deleted_by = "", None
    post.save(update_fields=["visibility", "visibility_before", "deleted_by"])
    _after_change(post, gone=False)
    publish(PostRestored(thread_id=post.thread_id, post_id=post.pk))
    note_post(post, ThreadEvent.Type.POST_CREATED)
    return post


def own_deleted(actor: Actor, post_id: int) -> Post:
    """A post its author deleted himself, which he may restore. Raises NotFound."""
    if actor.id is None:
        raise NotFound
    post = (
        Post.objects.filter(
            pk=post_id,
            author=actor.id,
            deleted_by=actor.id,
            visibility=Post.Visibility.DELETED,
        )
        .select_related("thread__community", "thread__category", "body")
        .first()
    )
    if post is None:
        raise NotFound
    return post


def _after_change(post: Post, *, gone: bool) -> None:
    thread = post.thread
    if post.kind == Post.Kind.OPENING:
        thread.visibility = Thread.Visibility.DELETED if gone else Thread.Visibility.PUBLIC
        thread.save(update_fields=["visibility"])
    if gone and thread.accepted_post_id == post.pk:
        thread.accepted_post, thread.state = None, Thread.State.OPEN
        thread.save(update_fields=["accepted_post", "state"])
        publish(AnswerUnaccepted(thread_id=thread.pk, post_id=post.pk))
        note_thread(thread)
    count_posts(thread, active=False)
