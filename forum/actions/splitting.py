"""Making a thread of its own of some posts. Merging it back undoes it.

The first of the posts opens the new thread, whose author is that post's; answers stay answers where
the new thread is a question, too. In the old place a note leads on (`ThreadSplit`).
"""

from bisect import bisect_right
from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.permissions import Actor, Privilege, require
from core.events import publish
from forum.actions.checks import check_member, check_not_locked, check_title
from forum.actions.locking import held
from forum.actions.merging import BATCH, refresh
from forum.actions.timeline import note_rearranged
from forum.events import AnswerUnaccepted, ThreadWasSplit
from forum.models import Notification, Post, Subscription, Thread, ThreadRead, ThreadSplit
from forum.thread_errors import CannotSplit
from translation.actions import write_text
from translation.models import Text

POSTS_MAX = 500


@transaction.atomic
def split_thread(
    *, actor: Actor, thread: Thread, posts: Collection[int], title: str, kind: str | None = None
) -> Thread:
    """Make a thread called `title` of `posts` (ids), in the same category; by default of the same
    kind. Raises NotFound, NotSignedIn, NotPermitted, ThreadGone, ThreadIsLocked, CannotSplit,
    InvalidInput."""
    check_member(actor)
    thread = held(actor, thread)
    require(actor, Privilege.MODERATE, thread.community)
    check_not_locked(actor, thread)
    chosen = _chosen(thread, posts)
    numbers = [post.number for post in chosen]
    new = _new_thread(thread, chosen, check_title(title), _kind(thread, kind))
    _move(chosen, new)
    _carry_people(thread, new, chosen)
    _carry_places(thread, new, numbers)
    split = _note(thread, new, chosen)
    refresh(thread, new)
    _tell(actor, split)
    return new


def _chosen(thread: Thread, ids: Collection[int]) -> list[Post]:
    """The posts in their order. Raises CannotSplit."""
    if not ids:
        raise CannotSplit(_("Choose the posts that are to be a thread of their own."))
    if len(ids) > POSTS_MAX:
        raise CannotSplit(_("At most %(most)d posts at once.") % {"most": POSTS_MAX})
    rows = thread.posts.filter(pk__in=ids).select_related("body", "author")
    posts = list(rows.order_by("number", "pk"))
    if len(posts) != len(set(ids)):
        raise CannotSplit(_("Some of these posts are not in this thread any more."))
    if any(post.kind == Post.Kind.OPENING for post in posts):
        raise CannotSplit(_("The post that opens the thread stays where it is."))
    if posts[0].visibility != Post.Visibility.PUBLIC:
        raise CannotSplit(_("The first of the posts must be one that everybody here can read."))
    return posts


def _kind(thread: Thread, kind: str | None) -> str:
    kind = kind or thread.kind
    if kind not in thread.category.kinds or kind == Thread.Kind.ANNOUNCEMENT:
        kind = Thread.Kind.DISCUSSION
    return kind


def _new_thread(old: Thread, posts: list[Post], title: str, kind: str) -> Thread:
    first = posts[0]
    text = write_text(
        source=title,
        format=Text.Format.PLAIN,
        community=old.community,
        author=first.author,
        language=first.body.language,
    )
    thread = Thread.objects.create(
        community=old.community,
        category=old.category,
        kind=kind,
        title=text,
        language=text.language,
        author=first.author,
        country=old.country,
        product=old.product,
        product_version=old.product_version,
        last_activity=posts[-1].created,
    )
    # Dates of lists: a thread is as old as what opens it.
    Thread.objects.filter(pk=thread.pk).update(created=first.created)
    return thread


def _move(posts: list[Post], new: Thread) -> None:
    """Numbers begin anew. What was accepted stays so where it is an answer in a question."""
    question = new.kind == Thread.Kind.QUESTION
    for number, post in enumerate(posts, start=1):
        if number == 1 or not question:
            post.kind = Post.Kind.COMMENT if number > 1 else Post.Kind.OPENING
            _forget_acceptance(post)
        post.thread, post.number = new, number
    Post.objects.bulk_update(posts, ["thread", "number", "kind", "accepted"], batch_size=BATCH)
    Thread.objects.filter(pk=new.pk).update(last_number=len(posts))


def _forget_acceptance(post: Post) -> None:
    if post.accepted is not None:
        post.accepted = None
        publish(AnswerUnaccepted(thread_id=post.thread_id, post_id=post.pk))


def _carry_people(old: Thread, new: Thread, posts: list[Post]) -> None:
    """Who wrote one of the posts follows the new thread as he followed the old one."""
    authors = {post.author_id for post in posts if post.author_id}
    rows = Subscription.objects.filter(thread=old, member__in=authors)
    Subscription.objects.bulk_create(
        [
            Subscription(member_id=member, thread=new, level=level)
            for member, level in rows.values_list("member_id", "level")
        ],
        batch_size=BATCH,
    )
    Notification.objects.filter(thread=old, post__in=posts).update(thread=new)


def _carry_places(old: Thread, new: Thread, numbers: list[int]) -> None:
    """What was read there is read here; `numbers` are the old ones, in order."""
    reads = ThreadRead.objects.filter(thread=old).values_list("member_id", "number")
    places = [(member, bisect_right(numbers, number)) for member, number in reads]
    ThreadRead.objects.bulk_create(
        [
            ThreadRead(member_id=member, thread=new, number=place)
            for member, place in places
            if place
        ],
        batch_size=BATCH,
    )


def _note(old: Thread, new: Thread, posts: list[Post]) -> ThreadSplit:
    before = posts[0].created
    place = old.posts.filter(created__lte=before).order_by("-number").first()
    Thread.objects.filter(pk=old.pk).update(splits_count=F("splits_count") + 1)
    return ThreadSplit.objects.create(
        source=old, target=new, place=place.number if place else 1, posts_count=len(posts)
    )


def _tell(actor: Actor, split: ThreadSplit) -> None:
    old, new = split.source, split.target
    record(
        community=old.community,
        actor=actor.member,
        verb="thread.split",
        subject=("thread", new.pk),
        member=new.author,
        before={"thread": old.pk},
        after={"thread": new.pk, "posts": split.posts_count},
    )
    publish(ThreadWasSplit(source_id=old.pk, target_id=new.pk))
    note_rearranged(old)
