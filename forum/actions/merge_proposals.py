"""Proposing that two threads become one, for members who know the community well; who keeps order
there decides in the review queue."""

from django.db import transaction

from accounts.actions.audit import record
from accounts.permissions import Actor, Privilege, require
from core.errors import NotFound
from forum.actions.checks import check_member
from forum.actions.merging import SUBJECT, check_mergeable, merge_threads
from forum.actions.reviewing import close_review, open_review
from forum.actions.timeline import lock_threads
from forum.models import Post, ReviewItem, Thread, ThreadMerge
from forum.thread_errors import FewerReaders

State = ThreadMerge.State


@transaction.atomic
def propose_merge(*, actor: Actor, source: Thread, target: Thread) -> ThreadMerge:
    """Ask that `source` goes into `target`. Twice is once, also by different members.

    Raises NotFound, NotSignedIn, NotPermitted, ThreadGone, ThreadMerged, ThreadIsLocked,
    CannotMerge.
    """
    member = check_member(actor)
    lock_threads({source.pk, target.pk})
    source, target = check_mergeable(actor, source, target)
    require(actor, Privilege.PROPOSE_MERGE, target.community)
    merge, _new = ThreadMerge.objects.get_or_create(
        source=source, target=target, state=State.PROPOSED, defaults={"proposed_by": member}
    )
    opening = source.posts.filter(kind=Post.Kind.OPENING).first()
    open_review(
        community=source.community,
        kind=ReviewItem.Kind.MERGE,
        subject=(SUBJECT, merge.pk),
        language=source.language,
        post=opening,
        member=merge.proposed_by,
    )
    return merge


@transaction.atomic
def confirm_merge(*, actor: Actor, merge: ThreadMerge) -> ThreadMerge:
    """Do what was proposed. Raises what `merge_threads` raises, but for FewerReaders: whoever
    decides was told of it."""
    try:
        return merge_threads(actor=actor, source=merge.source, target=merge.target)
    except FewerReaders:
        return merge_threads(
            actor=actor, source=merge.source, target=merge.target, fewer_readers=True
        )


@transaction.atomic
def refuse_merge(*, actor: Actor, merge: ThreadMerge) -> ThreadMerge:
    """Leave both threads as they are, also where their merge was undone. Twice is once.

    Raises NotSignedIn, NotPermitted, NotFound.
    """
    member = check_member(actor)
    require(actor, Privilege.MODERATE, merge.target.community)
    found = ThreadMerge.objects.select_for_update(of=("self",)).filter(pk=merge.pk).first()
    if found is None or found.state == State.DONE:
        raise NotFound
    if found.state != State.PROPOSED:
        return found
    found.state, found.decided_by = State.REFUSED, member
    found.save(update_fields=["state", "decided_by"])
    close_review(kind=ReviewItem.Kind.MERGE, subject=(SUBJECT, found.pk))
    record(
        community=merge.target.community,
        actor=member,
        verb="merge.refused",
        subject=(SUBJECT, found.pk),
        member=found.proposed_by,
        before={"thread": found.source_id},
        after={"thread": found.target_id},
    )
    return found
