"""Accepting the answer that solved a question."""

from django.db import transaction

from accounts.permissions import Actor, Privilege, require
from core.errors import NotPermitted
from core.events import publish
from forum.actions.checks import check_member, check_thread
from forum.actions.timeline import lock_thread, note_post, note_thread
from forum.errors import NotAnAnswer
from forum.events import AnswerAccepted, AnswerUnaccepted
from forum.models import Post, Thread, ThreadEvent
from forum.queries import post_for


@transaction.atomic
def accept_answer(*, actor: Actor, post: Post) -> Thread:
    """Mark `post` as what solved the actor's question; an earlier choice gives way.

    Raises NotFound, NotSignedIn, NotPermitted, NotAnAnswer.
    """
    post, thread = _own_thread(actor, post)
    if post.kind != Post.Kind.ANSWER or post.visibility != Post.Visibility.PUBLIC:
        raise NotAnAnswer
    if thread.accepted_post_id == post.pk:
        return thread
    before = thread.accepted_post
    if before:
        publish(AnswerUnaccepted(thread_id=thread.pk, post_id=before.pk))
    _settle(thread, post, Thread.State.SOLVED)
    publish(AnswerAccepted(thread_id=thread.pk, post_id=post.pk))
    _note(thread, before, post)
    return thread


@transaction.atomic
def unaccept_answer(*, actor: Actor, post: Post) -> Thread:
    """Take the acceptance back. Raises NotFound, NotSignedIn, NotPermitted."""
    post, thread = _own_thread(actor, post)
    if thread.accepted_post_id == post.pk:
        _settle(thread, None, Thread.State.OPEN)
        publish(AnswerUnaccepted(thread_id=thread.pk, post_id=post.pk))
        _note(thread, post)
    return thread


def _note(thread: Thread, *changed: Post | None) -> None:
    """Both the thread and the posts look different now on open pages."""
    for post in filter(None, changed):
        post.thread = thread
        note_post(post, ThreadEvent.Type.POST_UPDATED)
    note_thread(thread)


def _own_thread(actor: Actor, post: Post) -> tuple[Post, Thread]:
    member = check_member(actor)
    lock_thread(post.thread_id)
    post = post_for(actor, post.pk)
    thread = check_thread(actor, post.thread)
    require(actor, Privilege.ACCEPT_OWN, thread.community)
    if thread.author_id != member.pk:
        raise NotPermitted
    return post, thread


def _settle(thread: Thread, post: Post | None, state: str) -> None:
    thread.accepted_post, thread.state = post, state
    thread.save(update_fields=["accepted_post", "state"])
