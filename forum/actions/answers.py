"""Accepting the answer that solved a question, or several where the category allows it."""

from django.db import transaction
from django.utils import timezone

from accounts.permissions import Actor, Privilege, require
from core.errors import NotPermitted
from core.events import publish
from forum.actions.checks import check_member, check_not_locked, check_thread
from forum.actions.timeline import lock_thread, note_post, note_thread
from forum.errors import NotAnAnswer
from forum.events import AnswerAccepted, AnswerUnaccepted
from forum.models import Post, Thread, ThreadEvent
from forum.queries import post_for


@transaction.atomic
def accept_answer(*, actor: Actor, post: Post) -> Thread:
    """Mark `post` as what solved the actor's question. An earlier choice gives way, unless the
    category allows several solutions.

    Raises NotFound, NotSignedIn, NotPermitted, ThreadIsLocked, NotAnAnswer.
    """
    post, thread = _own_thread(actor, post)
    if post.kind != Post.Kind.ANSWER or post.visibility != Post.Visibility.PUBLIC:
        raise NotAnAnswer
    if post.accepted:
        return thread
    if not thread.category.several_solutions:
        for before in thread.posts.filter(accepted__isnull=False):
            _mark(before, thread, accepted=False)
    _mark(post, thread, accepted=True)
    settle(thread)
    return thread


@transaction.atomic
def unaccept_answer(*, actor: Actor, post: Post) -> Thread:
    """Take the acceptance back. Raises NotFound, NotSignedIn, NotPermitted, ThreadIsLocked."""
    post, thread = _own_thread(actor, post)
    if post.accepted:
        _mark(post, thread, accepted=False)
        settle(thread)
    return thread


def forget_acceptance(post: Post) -> None:
    """A post that is gone solves nothing any more; its thread is held already."""
    if post.accepted:
        _write_mark(post, accepted=False)
        publish(
            AnswerUnaccepted(
                thread_id=post.thread_id, post_id=post.pk, score_when_deleted=post.score
            )
        )
        settle(post.thread)


def _own_thread(actor: Actor, post: Post) -> tuple[Post, Thread]:
    member = check_member(actor)
    lock_thread(post.thread_id)
    post = post_for(actor, post.pk)
    thread = check_thread(actor, post.thread)
    require(actor, Privilege.ACCEPT_OWN, thread.community)
    if thread.author_id != member.pk:
        raise NotPermitted
    check_not_locked(actor, thread)
    return post, thread


def _mark(post: Post, thread: Thread, *, accepted: bool) -> None:
    """The news of one post; open pages show it otherwise from now on."""
    post.thread = thread
    _write_mark(post, accepted=accepted)
    happened = AnswerAccepted if accepted else AnswerUnaccepted
    publish(happened(thread_id=thread.pk, post_id=post.pk))
    note_post(post, ThreadEvent.Type.POST_UPDATED)


def _write_mark(post: Post, *, accepted: bool) -> None:
    post.accepted = timezone.now() if accepted else None
    post.save(update_fields=["accepted"])


def settle(thread: Thread) -> None:
    """Solved while anything is accepted; the answer accepted first stands for all of them."""
    accepted = thread.posts.filter(accepted__isnull=False, visibility=Post.Visibility.PUBLIC)
    thread.accepted_post = accepted.order_by("accepted", "pk").first()
    thread.state = Thread.State.SOLVED if thread.accepted_post else Thread.State.OPEN
    thread.save(update_fields=["accepted_post", "state"])
    note_thread(thread)
