"""Writing down what is decided about posts and threads of others.

What somebody does with his own is no decision about anybody: it is written down nowhere.
"""

from accounts.actions.audit import Facts, record
from accounts.models import AuditEntry
from accounts.permissions import Actor
from forum.models import Post, Thread


def record_of_post(
    actor: Actor,
    post: Post,
    verb: str,
    *,
    reason: str = "",
    note: str = "",
    before: Facts | None = None,
    after: Facts | None = None,
) -> AuditEntry | None:
    """Write down what the actor did with a post; None where it is his own."""
    if post.author_id is not None and post.author_id == actor.id:
        return None
    return record(
        community=post.thread.community,
        actor=actor.member,
        verb=verb,
        subject=("post", post.pk),
        member=post.author,
        reason=reason,
        note=note,
        before=before,
        after=after,
    )


def record_of_thread(
    actor: Actor,
    thread: Thread,
    verb: str,
    *,
    reason: str = "",
    before: Facts | None = None,
    after: Facts | None = None,
) -> AuditEntry | None:
    """The same of a thread. What only staff may do is written down of their own threads, too."""
    own = thread.author_id is not None and thread.author_id == actor.id
    if own and verb not in OF_STAFF:
        return None
    return record(
        community=thread.community,
        actor=actor.member,
        verb=verb,
        subject=("thread", thread.pk),
        member=thread.author,
        reason=reason,
        before=before,
        after=after,
    )


OF_STAFF = frozenset({"thread.locked", "thread.unlocked", "thread.pinned", "thread.unpinned"})
