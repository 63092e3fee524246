"""Who may write in a thread: newcomers answer everywhere and comment where they are at home."""

from accounts.permissions import Actor, Privilege, allowed
from forum.models import Post, Thread


def may_write(actor: Actor, thread: Thread) -> bool:
    """True where `actor` may write a post of some kind, were the thread open to posts (no
    queries)."""
    if takes_answers(thread) and allowed(actor, Privilege.ANSWER, thread.community):
        return True
    return allowed(actor, Privilege.COMMENT, thread.community) or _owns(actor, thread)


def may_comment(actor: Actor, thread: Thread) -> bool:
    """True for who may comment anywhere, and for newcomers in their own threads and where they
    answered, so that they can reply to what is asked of them (a query for newcomers in questions
    of others)."""
    if allowed(actor, Privilege.COMMENT, thread.community) or _owns(actor, thread):
        return True
    at_home = allowed(actor, Privilege.COMMENT_OWN, thread.community)
    return at_home and takes_answers(thread) and _has_answered(actor, thread)


def takes_answers(thread: Thread) -> bool:
    """Only questions do; everything else is commented on."""
    return thread.kind == Thread.Kind.QUESTION


def _owns(actor: Actor, thread: Thread) -> bool:
    mine = actor.id is not None and thread.author_id == actor.id
    return mine and allowed(actor, Privilege.COMMENT_OWN, thread.community)


def _has_answered(actor: Actor, thread: Thread) -> bool:
    rows = Post.objects.filter(thread=thread, author=actor.member, kind=Post.Kind.ANSWER)
    return rows.filter(visibility=Post.Visibility.PUBLIC).exists()
