"""Undoing a merge: every post that came from the source goes back to its old place there.

What was written since stays in the target, and so does what was split off from it since. Where
the target went into a third thread meanwhile, posts are fetched from there.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Subquery
from django.utils import timezone

from accounts.actions.audit import record
from accounts.permissions import Actor, Privilege, require
from core.errors import NotFound
from core.events import publish
from forum.actions.checks import check_member
from forum.actions.following_opening import follow_opening
from forum.actions.merge_belongings import carry_drafts
from forum.actions.merging import BATCH, refresh
from forum.actions.tags import count_tags_of
from forum.actions.timeline import lock_threads, note_rearranged, note_thread
from forum.events import MergeUndone
from forum.merge_planning import Returning
from forum.models import (
    MergedPost,
    Notification,
    Post,
    Subscription,
    Thread,
    ThreadMerge,
    ThreadRead,
)
from forum.queries.merging import present_place
from forum.thread_errors import TooLateToUndo

UNDO_TIME = timedelta(days=30)
"""How long a merge can be undone."""


@transaction.atomic
def undo_merge(*, actor: Actor, merge: ThreadMerge) -> ThreadMerge:
    """Make two threads of one again, as they were, with what was written since in the target.

    Twice is once. Raises NotFound, NotSignedIn, NotPermitted, TooLateToUndo.
    """
    check_member(actor)
    place = _hold(merge)
    merge = ThreadMerge.objects.select_related("source__community", "target__community").get(
        pk=merge.pk
    )
    require(actor, Privilege.MODERATE, merge.target.community)
    if merge.state == ThreadMerge.State.UNDONE:
        return merge
    if merge.state != ThreadMerge.State.DONE or merge.merged is None:
        raise NotFound
    if not can_be_undone(merge):
        raise TooLateToUndo
    merge.state, merge.undone = ThreadMerge.State.UNDONE, timezone.now()
    merge.save(update_fields=["state", "undone"])
    _return_posts(merge, place)
    _after(actor, merge, place)
    return merge


def can_be_undone(merge: ThreadMerge) -> bool:
    """True for thirty days after it was done."""
    if merge.state != ThreadMerge.State.DONE or merge.merged is None:
        return False
    return timezone.now() <= merge.merged + UNDO_TIME


def _hold(merge: ThreadMerge) -> Thread:
    """Hold the threads concerned; the one in which the posts are now. Where that went into another
    one just before it was held, it is looked for once more."""
    place = present_place(merge.target_id)
    lock_threads({merge.source_id, merge.target_id, place.pk})
    now = present_place(merge.target_id)
    if now.pk != place.pk:
        lock_threads({now.pk})
    return now


def _return_posts(merge: ThreadMerge, place: Thread) -> None:
    rows = list(merge.posts.select_related("post").order_by("number_after"))
    back = [row for row in rows if row.moved and row.post.thread_id == place.pk]
    others = [row for row in rows if not row.moved]
    stayed = [row for row in others if _stands(row, merge)]
    _return_belongings(merge, place, back, others)
    for row in back:
        row.post.thread_id, row.post.kind = merge.source_id, row.kind_before
    for row in [*back, *stayed]:
        row.post.number = row.number_before
    posts = [row.post for row in [*back, *stayed]]
    Post.objects.bulk_update(posts, ["thread", "number", "kind"], batch_size=BATCH)
    _tell_later_merges(merge, others)


def _stands(row: MergedPost, merge: ThreadMerge) -> bool:
    """True where a post of the target has the place still that the merge gave it."""
    return row.post.thread_id == merge.target_id and row.post.number == row.number_after


def _tell_later_merges(merge: ThreadMerge, others: list[MergedPost]) -> None:
    """Those that moved posts once more return them, when undone, to where they were at first."""
    numbers = {(row.post_id, row.number_after): row.number_before for row in others}
    later = MergedPost.objects.filter(
        merge__pk__gt=merge.pk,
        merge__state=ThreadMerge.State.DONE,
        post__in=Subquery(merge.posts.filter(moved=False).values("post")),
    )
    changed = [row for row in later if (row.post_id, row.number_before) in numbers]
    for row in changed:
        row.number_before = numbers[row.post_id, row.number_before]
    MergedPost.objects.bulk_update(changed, ["number_before"], batch_size=BATCH)


def _return_belongings(
    merge: ThreadMerge, place: Thread, back: list[MergedPost], others: list[MergedPost]
) -> None:
    """Places in both threads, then what the merge had made for people of the source."""
    reads = ThreadRead.objects.filter(thread__in=[merge.source_id, merge.target_id, place.pk])
    list(reads.select_for_update(no_key=True).order_by("pk"))
    _raise_places(merge, place, back)
    for key, number in merge.copied.get("reads", {}).items():
        ThreadRead.objects.filter(pk=int(key), number=number).delete()
    _lower_places(merge, others)
    Subscription.objects.filter(pk__in=merge.copied.get("subscriptions", [])).delete()
    carry_drafts(place.pk, merge.source_id, only=merge.copied.get("drafts", []))
    told = Notification.objects.filter(thread=place, post__in=[row.post_id for row in back])
    told.update(thread=merge.source_id)


def _raise_places(merge: ThreadMerge, place: Thread, back: list[MergedPost]) -> None:
    """What was read of the returning posts in the meantime is read."""
    returning = Returning([(row.post.number, row.number_before) for row in back])
    there = ThreadRead.objects.filter(thread=place).values_list("member_id", "number")
    read = {member: returning.place(number) for member, number in there}
    rows = list(ThreadRead.objects.filter(thread=merge.source_id, member__in=read))
    for row in rows:
        row.number = max(row.number, read[row.member_id] or 0)
    ThreadRead.objects.bulk_update(rows, ["number"], batch_size=BATCH)


def _lower_places(merge: ThreadMerge, others: list[MergedPost]) -> None:
    """Posts of the target that have their old numbers again are as read as they were."""
    before = {row.number_after: row.number_before for row in others}
    returning = Returning([(number, before.get(number, number)) for number in _numbers(merge)])
    rows = list(ThreadRead.objects.filter(thread=merge.target_id))
    for row in rows:
        row.number = returning.place(row.number) or row.number
    ThreadRead.objects.bulk_update(rows, ["number"], batch_size=BATCH)


def _numbers(merge: ThreadMerge) -> list[int]:
    """Of the posts that stay in the target; or stood there when it went on itself."""
    moved = merge.posts.filter(moved=True).values("post")
    gone = MergedPost.objects.filter(
        merge__source=merge.target_id, merge__state=ThreadMerge.State.DONE, moved=True
    )
    there = merge.target.posts.exclude(pk__in=moved).values_list("number", flat=True)
    carried = gone.exclude(post__in=moved).values_list("number_before", flat=True)
    return [*there, *carried]


def _after(actor: Actor, merge: ThreadMerge, place: Thread) -> None:
    source = merge.source
    source.visibility, source.merged_into = Thread.Visibility.PUBLIC, None
    source.save(update_fields=["visibility", "merged_into"])
    count_tags_of(source)
    opening = source.posts.filter(kind=Post.Kind.OPENING).first()
    if opening is not None:  # it may have been deleted or hidden meanwhile
        opening.thread = source
        follow_opening(opening)
    _restore_activity(merge, place)
    refresh(source, place)
    record(
        community=source.community,
        actor=actor.member,
        verb="thread.unmerged",
        subject=("thread", source.pk),
        member=source.author,
        before={"thread": place.pk},
        after={"thread": source.pk},
        undoes=merge.entry,
    )
    publish(MergeUndone(merge_id=merge.pk, source_id=source.pk, target_id=merge.target_id))
    note_thread(source)
    note_rearranged(place)


def _restore_activity(merge: ThreadMerge, place: Thread) -> None:
    """As before the merge, unless something was written since."""
    if place.pk != merge.target_id or merge.target_activity is None or merge.merged is None:
        return
    since = place.posts.filter(visibility=Post.Visibility.PUBLIC, created__gt=merge.merged)
    newest = since.aggregate(newest=Max("created"))["newest"]
    activity = max(newest or merge.target_activity, merge.target_activity)
    Thread.objects.filter(pk=place.pk).update(last_activity=activity)
