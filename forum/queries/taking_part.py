"""Who may write in a thread: newcomers answer everywhere and comment where they are at home."""

from collections.abc import Iterable

from accounts.permissions import Actor, Privilege, allowed
from forum.models import Post, Thread


def may_write(actor: Actor, thread: Thread) -> bool:
    """True where `actor` may write a post of some kind, were the thread open to posts (no
    queries)."""
    if takes_answers(thread) and allowed(actor, Privilege.ANSWER, thread.community):
        return True
    return allowed(actor, Privilege.COMMENT, thread.community) or _owns(actor, thread)


def may_comment(actor: Actor, thread: Thread, *, among: Iterable[Post] | None = None) -> bool:
    """True for who may comment anywhere, and for newcomers in their own threads and where they
    answered, so that they can reply to what is asked of them.

    One query for newcomers in questions of others; none where their answer is looked for `among`
    some posts only, which is enough to decide what to offer.
    """
    if allowed(actor, Privilege.COMMENT, thread.community) or _owns(actor, thread):
        return True
    at_home = allowed(actor, Privilege.COMMENT_OWN, thread.community)
    if not at_home or not takes_answers(thread):
        return False
    if among is None:
        return _has_answered(actor, thread)
    return any(post.author_id == actor.id and post.kind == Post.Kind.ANSWER for post in among)


def takes_answers(thread: Thread) -> bool:
    """Only questions do; everything else is commented on."""
    return thread.kind == Thread.Kind.QUESTION


def _owns(actor: Actor, thread: Thread) -> bool:
    mine = actor.id is not None and thread.author_id == actor.id
    return mine and allowed(actor, Privilege.COMMENT_OWN, thread.community)


def _has_answered(actor: Actor, thread: Thread) -> bool:
    rows = Post.objects.filter(thread=thread, author=actor.member, kind=Post.Kind.ANSWER)
    return rows.filter(visibility=Post.Visibility.PUBLIC).exists()
