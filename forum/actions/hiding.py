"""Hiding posts and showing them again: by people, and by the program where reports weigh enough.

A hidden post is read by its author and by those who moderate; everything it earned stays. An
opening post takes its thread along. What its author deleted stays deleted, and is hidden or shown
once he restores it. These are parts of actions: callers ask for the privilege and
hold the thread.
"""

from accounts.actions.audit import record
from accounts.models import AuditEntry, Member
from core.events import publish
from forum.actions.answers import settle
from forum.actions.following_opening import follow_opening
from forum.actions.timeline import count_posts, note_post
from forum.events import PostHidden, PostRestored
from forum.models import Post, ThreadEvent

_TO_HIDE = frozenset({Post.Visibility.PUBLIC, Post.Visibility.REVIEW})
"""Whispers are for staff anyway."""


def hide(
    post: Post,
    *,
    by: Member | None,
    reason: str = "",
    note: str = "",
    batch: AuditEntry | None = None,
) -> AuditEntry | None:
    """Let nobody read a post but its author and moderators; None where nobody else could anyway.

    `by` None: the program did. Then a person may decide the same once more. `batch` is the entry
    of a decision on many posts, of which its author hears once.
    """
    before = _visibility_of(post)
    if before == Post.Visibility.HIDDEN and by is not None:
        return _recorded(post, by, "post.hidden", before, reason, note, batch)
    if before not in _TO_HIDE:
        return None
    if post.is_deleted_by_author:
        _turn_for_later(post, to=Post.Visibility.HIDDEN)
    else:
        _turn(post, to=Post.Visibility.HIDDEN, before=before)
        publish(PostHidden(thread_id=post.thread_id, post_id=post.pk))
        note_post(post, ThreadEvent.Type.POST_REMOVED)
    return _recorded(post, by, "post.hidden", before, reason, note, batch)


def show(
    post: Post,
    *,
    by: Member | None,
    reason: str = "",
    note: str = "",
    batch: AuditEntry | None = None,
) -> AuditEntry | None:
    """Let a post that was hidden, or waited for review, be read by whom it is for; None where it
    is read already, or somebody else than its author deleted it."""
    before = _visibility_of(post)
    if before not in {Post.Visibility.HIDDEN, Post.Visibility.REVIEW}:
        return None
    if post.is_deleted_by_author:
        _turn_for_later(post, to=Post.Visibility.PUBLIC)
    else:
        _turn(post, to=Post.Visibility.PUBLIC, before="")
        publish(PostRestored(thread_id=post.thread_id, post_id=post.pk))
        note_post(post, ThreadEvent.Type.POST_CREATED)
    return _recorded(post, by, "post.shown", before, reason, note, batch)


def _visibility_of(post: Post) -> str:
    """That of a post; of one its author deleted, that which it has once he restores it."""
    if post.is_deleted_by_author:
        return post.visibility_before or Post.Visibility.PUBLIC
    return post.visibility


def _turn_for_later(post: Post, *, to: str) -> None:
    post.visibility_before = to
    post.save(update_fields=["visibility_before"])


def _turn(post: Post, *, to: str, before: str) -> None:
    """What was accepted stays so, and solves the thread only while it can be read."""
    post.visibility, post.visibility_before = to, before
    post.save(update_fields=["visibility", "visibility_before"])
    follow_opening(post)
    count_posts(post.thread, active=False)
    if post.accepted is not None:
        settle(post.thread)


def _recorded(
    post: Post,
    by: Member | None,
    verb: str,
    before: str,
    reason: str,
    note: str,
    batch: AuditEntry | None,
) -> AuditEntry:
    with_others = {"batch": batch.pk} if batch else {}
    return record(
        community=post.thread.community,
        actor=by,
        verb=verb,
        subject=("post", post.pk),
        member=post.author,
        reason=reason,
        note=note,
        before={"visibility": before},
        after={"visibility": _visibility_of(post), **with_others},
    )
