"""First posts that wait for somebody to look at them: held back, published, refused.

While a post waits, its author and those who review see it; nobody is told of it and nothing of it
is translated ahead. It is published as if it had been written in that moment.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions.audit import record
from accounts.models import AuditEntry, Membership
from accounts.permissions import Actor, Privilege, require
from core.events import publish
from forum.actions.answers import settle
from forum.actions.following_opening import follow_opening
from forum.actions.reviewing import close_review, open_review
from forum.actions.revisions import Version
from forum.actions.timeline import count_posts, lock_thread, next_post_number, note_post
from forum.errors import AuthorIsOut, ReviewDecidedAlready
from forum.events import (
    FirstPostPublished,
    PollOpened,
    PostDeleted,
    PostHidden,
    PostPublished,
    ThreadOpened,
)
from forum.models import HeldPost, Poll, Post, ReviewItem, Thread, ThreadEvent
from forum.queries.newcomers import (
    FIRST_POSTS,
    Said,
    is_newcomer,
    said_by,
    signals_of,
    stands,
    waits_in_any_case,
)
from forum.spam import ENOUGH, Signal, weight_of
from forum.visibility import audience_of

Seen = Post.Visibility
Type = ThreadEvent.Type
KIND = ReviewItem.Kind.FIRST_POST
TAKEN_BACK_WITHIN = timedelta(days=1)
_TURNS = (
    *("post.approved", "post.refused", "post.deleted"),
    *("post.restored", "post.hidden", "post.shown"),
)
"""What decides who reads a post."""


def wait_for_review(*, actor: Actor, post: Post) -> bool:
    """Hold a post back that was just written, where it is a first one and looks like spam or the
    community is mature; True where it waits. Part of actions that write posts."""
    standing = _standing_beside(actor, post)
    if standing is None:
        return False
    signals = signals_of(post, said_by(post))
    if weight_of(signals) >= ENOUGH or waits_in_any_case(post.thread.community, standing):
        hold(post, signals)
        return True
    _ask_service(post)
    return False


def wait_after_change(
    *, actor: Actor, post: Post, before: Version, options: Sequence[str] = ()
) -> bool:
    """Hold a first post back after all that its author made look like spam: by an edit, or by a
    poll with these `options`; True where it waits now. What stood there `before` is no reason:
    somebody may have looked at it. The last step of actions that change posts."""
    if actor.id != post.author_id or _standing_beside(actor, post) is None:
        return False
    said, once = said_by(post, options=options), Said.by(before.body, before.title)
    leads_elsewhere = not said.ways_out <= once.ways_out
    # Drafts tell how long somebody wrote on a new post, not on a change.
    signals = set(signals_of(post, said)) - {Signal.FAST}
    if weight_of(signals) >= ENOUGH and (leads_elsewhere or signals - set(signals_of(post, once))):
        _call_back(post, signals)
        return True
    if leads_elsewhere:
        _ask_service(post)
    return False


def _standing_beside(actor: Actor, post: Post) -> int | None:
    """How many posts of a newcomer stand beside one that is for everybody; None where it is no
    first post."""
    community, member = post.thread.community, actor.member
    if member is None or post.visibility != Seen.PUBLIC or not is_newcomer(actor, community):
        return None
    standing = stands(member, community, beside=post)
    return standing if standing < FIRST_POSTS else None


def _ask_service(post: Post) -> None:
    if settings.SPAM_CHECK_URL and audience_of(post) == ThreadEvent.Audience.PUBLIC:
        publish(FirstPostPublished(post_id=post.pk))


def hold(post: Post, signals: Sequence[str]) -> None:
    """Let a post, and the thread that it opens, wait for review. Callers hold its thread."""
    _turn_to_wait(post)
    HeldPost.objects.create(post=post, signals=list(signals))
    put_into_queue(post, signals)


def _turn_to_wait(post: Post) -> None:
    post.visibility, post.visibility_before, post.deleted_by = Seen.REVIEW, "", None
    post.save(update_fields=["visibility", "visibility_before", "deleted_by"])
    follow_opening(post)


def put_into_queue(post: Post, signals: Collection[str]) -> ReviewItem:
    """The matter of a waiting post, the more pressing the less it looks like spam."""
    return open_review(
        community=post.thread.community,
        kind=KIND,
        subject=("post", post.pk),
        language=post.body.language,
        post=post,
        member=post.author,
        weight=1 if weight_of(signals) >= ENOUGH else 2,
    )


@transaction.atomic
def call_back(*, post_id: int, signals: Collection[str]) -> bool:
    """Hold a first post back after all that was published a moment ago; True where it waits now.
    Notifications of it are withdrawn."""
    post = _locked(post_id)
    if post is None or post.visibility != Seen.PUBLIC:
        return False
    _call_back(post, signals)
    return True


def _call_back(post: Post, signals: Collection[str]) -> None:
    HeldPost.objects.update_or_create(post=post, defaults={"signals": sorted(signals)})
    put_into_queue(post, signals)
    _hide_again(post)


def _hide_again(post: Post) -> None:
    _turn_to_wait(post)
    count_posts(post.thread, active=False)
    _settle_accepted(post)
    publish(PostHidden(thread_id=post.thread_id, post_id=post.pk))
    post.visibility_before = Seen.PUBLIC  # for those who have seen it; not kept
    note_post(post, Type.POST_REMOVED)


@transaction.atomic
def approve_first_post(*, actor: Actor, post: Post, note: str = "") -> AuditEntry:
    """Publish a waiting post as if it were written now.

    Raises NotSignedIn, NotPermitted, ReviewDecidedAlready, and AuthorIsOut where its author was
    banned or left meanwhile.
    """
    post = _waiting(actor, post)
    _check_author(post)
    _publish_now(post)
    return _recorded(actor, post, "post.approved", note=note)


@transaction.atomic
def refuse_first_post(*, actor: Actor, post: Post, reason: str, note: str = "") -> AuditEntry:
    """Delete a waiting post; `reason` (`accounts.reasons`) is told to its author, who may appeal.

    Raises NotSignedIn, NotPermitted, ReviewDecidedAlready.
    """
    post = _waiting(actor, post)
    post.visibility_before, post.visibility = Seen.REVIEW, Seen.DELETED
    post.deleted_by = actor.member
    post.save(update_fields=["visibility", "visibility_before", "deleted_by"])
    follow_opening(post)
    note_post(post, Type.POST_REMOVED)
    publish(PostDeleted(thread_id=post.thread_id, post_id=post.pk, score=post.score))
    return _recorded(actor, post, "post.refused", reason=reason, note=note)


@transaction.atomic
def publish_refused(*, actor: Actor, post: Post) -> None:
    """Publish after all what was refused; nothing where that was taken back meanwhile.

    Raises NotSignedIn, NotPermitted, AuthorIsOut.
    """
    require(actor, Privilege.DELETE_OTHERS, post.thread.community)
    found = _locked(post.pk)
    refused = (Seen.DELETED, Seen.REVIEW)
    if found is not None and (found.visibility, found.visibility_before) == refused:
        _check_author(found)
        found.deleted_by = None
        _publish_now(found)


@transaction.atomic
def let_wait_again(*, actor: Actor, post: Post, entry: AuditEntry) -> None:
    """Take back that a first post was published or refused (`entry`), unless something else became
    of it since; part of undoing a ruling, which puts it into the queue again. What was published
    longer ago than `TAKEN_BACK_WITHIN` may be answered, and is for those who moderate.

    Raises NotSignedIn, NotPermitted, ReviewDecidedAlready.
    """
    found = _locked(post.pk)
    if found is None or not _is_as_decided(found, entry):
        raise ReviewDecidedAlready
    old = found.visibility == Seen.PUBLIC and timezone.now() - found.created > TAKEN_BACK_WITHIN
    require(actor, Privilege.MODERATE if old else Privilege.REVIEW, found.thread.community)
    if found.visibility == Seen.PUBLIC:
        _hide_again(found)
    else:
        _turn_to_wait(found)
        note_post(found, Type.POST_CREATED)


@transaction.atomic
def follow_waiting_post(*, post_id: int) -> None:
    """Let the queue know what became of a waiting post elsewhere: deleted by its author, brought
    back by him, shown by a moderator. Any number of times."""
    held = HeldPost.objects.filter(post=post_id).first()
    post = _locked(post_id) if held else None
    if held is None or post is None:
        return
    if post.visibility == Seen.REVIEW:
        put_into_queue(post, held.signals)
    else:
        close_review(kind=KIND, subject=("post", post_id))


def _waiting(actor: Actor, post: Post) -> Post:
    """The post as it stands now, its thread held."""
    require(actor, Privilege.REVIEW, post.thread.community)
    found = _locked(post.pk)
    if found is None or found.visibility != Seen.REVIEW:
        raise ReviewDecidedAlready
    return found


def _is_as_decided(post: Post, entry: AuditEntry) -> bool:
    """True where a post is what the decision made it, and nobody has decided on it since."""
    if entry.verb == "post.approved":
        as_decided = post.visibility == Seen.PUBLIC
    else:
        # Its author may have deleted it himself once it waited again.
        deleted = (post.visibility, post.deleted_by_id) == (Seen.DELETED, entry.actor_id)
        as_decided = deleted and post.visibility_before == Seen.REVIEW
    later = AuditEntry.objects.filter(subject_type="post", subject_id=post.pk, pk__gt=entry.pk)
    return as_decided and not later.filter(verb__in=_TURNS).exists()


def _locked(post_id: int) -> Post | None:
    thread = Post.objects.filter(pk=post_id).values_list("thread", flat=True).first()
    if thread is None:
        return None
    lock_thread(thread)
    rows = Post.objects.select_related(
        "body", "author", "thread__title", "thread__community", "thread__category"
    )
    return rows.filter(pk=post_id).first()


def _check_author(post: Post) -> None:
    if post.author is None or not post.author.is_active or _is_banned(post):
        raise AuthorIsOut


def _is_banned(post: Post) -> bool:
    rows = Membership.objects.filter(member=post.author, community=post.thread.community_id)
    membership = rows.first()
    return membership is not None and membership.present_state == Membership.State.BANNED


def _publish_now(post: Post) -> None:
    note_post(post, Type.POST_REMOVED)  # where staff has it open, it gets another place
    _move_to_the_end(post)
    post.visibility, post.visibility_before, post.created = Seen.PUBLIC, "", timezone.now()
    post.save(update_fields=["visibility", "visibility_before", "deleted_by", "created", "number"])
    follow_opening(post)
    count_posts(post.thread, active=True)
    _settle_accepted(post)
    opening = post.kind == Post.Kind.OPENING
    happened = ThreadOpened if opening else PostPublished
    publish(happened(thread_id=post.thread_id, post_id=post.pk))
    if Poll.objects.filter(post=post).exists():
        publish(PollOpened(thread_id=post.thread_id, post_id=post.pk))
    note_post(post, Type.POST_CREATED)


def _settle_accepted(post: Post) -> None:
    """What was accepted stays so, and solves the thread only while it can be read."""
    if post.accepted is not None:
        settle(post.thread)


def _move_to_the_end(post: Post) -> None:
    """Whoever has read what came meanwhile shall not miss it. A thread is as young as its opening
    post."""
    if post.kind == Post.Kind.OPENING:
        Thread.objects.filter(pk=post.thread_id).update(created=timezone.now())
    elif post.number != post.thread.last_number:
        post.number = next_post_number(post.thread)


def _recorded(
    actor: Actor, post: Post, verb: str, *, reason: str = "", note: str = ""
) -> AuditEntry:
    return record(
        community=post.thread.community,
        actor=actor.member,
        verb=verb,
        subject=("post", post.pk),
        member=post.author,
        reason=reason,
        note=note,
        before={"visibility": Seen.REVIEW},
        after={"visibility": post.visibility},
    )
