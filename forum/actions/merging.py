"""Making one thread of two, by who keeps order in the community.

Both threads are held while posts move. Nothing is copied: a post keeps its number in the database,
and with it votes, polls, bookmarks, translations and every link to it; only its place is another.
What belongs to people rather than to posts is in `forum.actions.merge_belongings`.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.models import AuditEntry
from accounts.permissions import Actor, Privilege, require
from accounts.reasons import Reason
from core.events import publish
from forum.actions.answers import settle
from forum.actions.checks import check_member, check_not_locked, check_thread
from forum.actions.merge_belongings import carry_belongings
from forum.actions.notices import notify_decision
from forum.actions.reviewing import close_review
from forum.actions.tags import count_tags_of
from forum.actions.timeline import count_posts, lock_threads, note_rearranged, note_thread
from forum.events import ThreadsMerged
from forum.merge_planning import Place, Step, interleaved
from forum.models import MergedPost, Post, ReviewItem, Thread, ThreadEvent, ThreadMerge
from forum.thread_errors import CannotMerge, FewerReaders
from forum.visibility import audience_of_thread

State = ThreadMerge.State
_WIDTH = [
    ThreadEvent.Audience.STAFF,
    ThreadEvent.Audience.MEMBER,
    ThreadEvent.Audience.PUBLIC,
]
SUBJECT = "merge"
"""What merges are called in the review queue and in the ledger."""
BATCH = 500


@transaction.atomic
def merge_threads(
    *, actor: Actor, source: Thread, target: Thread, fewer_readers: bool = False
) -> ThreadMerge:
    """Put all posts of `source` into `target`, interleaved by time. Twice is once.

    `fewer_readers` says that the actor knows of it where the target has fewer readers. Raises
    NotFound, NotSignedIn, NotPermitted, ThreadGone, ThreadMerged, ThreadIsLocked, CannotMerge,
    FewerReaders.
    """
    member = check_member(actor)
    lock_threads({source.pk, target.pk})
    done = ThreadMerge.objects.filter(source=source, target=target, state=State.DONE).first()
    if done is not None:
        require(actor, Privilege.MODERATE, target.community)
        return done
    source, target = check_mergeable(actor, source, target)
    require(actor, Privilege.MODERATE, target.community)
    if width(target) < width(source) and not fewer_readers:
        raise FewerReaders
    merge = _begun(source, target)
    merge.state, merge.decided_by, merge.merged = State.DONE, member, timezone.now()
    merge.target_activity = target.last_activity
    _move(merge, source, target)
    _after(actor, merge)
    return merge


def check_mergeable(actor: Actor, source: Thread, target: Thread) -> tuple[Thread, Thread]:
    """Both threads as they stand now. Raises CannotMerge where they do not fit together, and
    NotFound, ThreadGone, ThreadMerged, ThreadIsLocked."""
    source, target = check_thread(actor, source), check_thread(actor, target)
    check_not_locked(actor, source)
    check_not_locked(actor, target)
    if source.pk == target.pk:
        raise CannotMerge(_("Choose another thread: this is the same one."))
    if source.community_id != target.community_id:
        raise CannotMerge(_("These threads belong to different communities."))
    if width(target) > width(source):
        raise CannotMerge(_("More people could read this there than may read it now."))
    if Thread.Kind.QUESTION == source.kind != target.kind:
        raise CannotMerge(_("A question can only be merged with another question."))
    return source, target


def width(thread: Thread) -> int:
    """How many people may read a thread: more for a higher number."""
    return _WIDTH.index(ThreadEvent.Audience(audience_of_thread(thread)))


def _begun(source: Thread, target: Thread) -> ThreadMerge:
    """The proposal that is confirmed, or a new row. Other proposals are settled by this."""
    proposed = ThreadMerge.objects.filter(source=source, state=State.PROPOSED)
    found = proposed.filter(target=target).first()
    for other in proposed.exclude(target=target):
        close_review(kind=ReviewItem.Kind.MERGE, subject=(SUBJECT, other.pk))
    proposed.exclude(target=target).update(state=State.REFUSED)
    if found is not None:
        close_review(kind=ReviewItem.Kind.MERGE, subject=(SUBJECT, found.pk))
    return found or ThreadMerge.objects.create(source=source, target=target)


def _move(merge: ThreadMerge, source: Thread, target: Thread) -> None:
    steps = interleaved(_places(target), _places(source, moved=True), last=target.last_number)
    carry_belongings(merge, steps)
    _note_steps(merge, steps)
    _place_posts(steps, source, target)
    activity = max(source.last_activity, target.last_activity)
    highest = max(target.last_number, steps[-1].number)
    Thread.objects.filter(pk=target.pk).update(last_activity=activity, last_number=highest)
    source.visibility, source.merged_into = Thread.Visibility.MERGED, target
    source.save(update_fields=["visibility", "merged_into"])
    count_tags_of(source)
    merge.save()


def _places(thread: Thread, *, moved: bool = False) -> list[Place]:
    rows = thread.posts.order_by("number").values_list("pk", "number", "created")
    return [Place(*row, moved=moved) for row in rows]


def _note_steps(merge: ThreadMerge, steps: list[Step]) -> None:
    """Keep where everything stood that stands elsewhere now."""
    kinds = dict(Post.objects.filter(thread=merge.source_id).values_list("pk", "kind"))
    changed = [step for step in steps if step.place.moved or step.number != step.place.number]
    rows = [
        MergedPost(
            merge=merge,
            post_id=step.place.post,
            moved=step.place.moved,
            kind_before=kinds.get(step.place.post, ""),
            number_before=step.place.number,
            number_after=step.number,
        )
        for step in changed
    ]
    MergedPost.objects.bulk_create(rows, batch_size=BATCH)


def _place_posts(steps: list[Step], source: Thread, target: Thread) -> None:
    """What opened the source is a comment in the target, which has an opening post."""
    numbers = {step.place.post: step.number for step in steps}
    posts = list(Post.objects.filter(pk__in=numbers, thread__in=[source, target]))
    for post in posts:
        if post.thread_id == source.pk and post.kind == Post.Kind.OPENING:
            post.kind = Post.Kind.COMMENT
        post.thread, post.number = target, numbers[post.pk]
    Post.objects.bulk_update(posts, ["thread", "number", "kind"], batch_size=BATCH)


def _after(actor: Actor, merge: ThreadMerge) -> None:
    """Counts, news and notices, when everything has its place."""
    source, target = merge.source, merge.target
    refresh(source, target)
    merge.entry = _audited(actor, merge)
    merge.save(update_fields=["entry"])
    publish(
        ThreadsMerged(
            merge_id=merge.pk,
            source_id=source.pk,
            target_id=target.pk,
            proposed_by=merge.proposed_by_id,
            decided_by=merge.decided_by_id,
        )
    )
    note_thread(source)
    note_rearranged(target)


def refresh(*threads: Thread) -> None:
    """Count and settle threads whose posts have come or gone."""
    for thread in threads:
        thread.refresh_from_db()
        count_posts(thread, active=False)
        settle(thread)


def _audited(actor: Actor, merge: ThreadMerge) -> AuditEntry:
    entry = record(
        community=merge.target.community,
        actor=actor.member,
        verb="thread.merged",
        subject=("thread", merge.source_id),
        member=merge.source.author,
        reason=Reason.DUPLICATE,
        before={"thread": merge.source_id},
        after={"thread": merge.target_id},
    )
    opening = merge.posts.filter(moved=True, kind_before=Post.Kind.OPENING).first()
    notify_decision(entry=entry, post=opening.post if opening else None)
    return entry
