"""What the forum forgets of a member who leaves, a batch at a time (`accounts.erasing`).

Posts and tags only where the member wants the texts erased; votes, profile, reports and exports
in any case. What points to the member by a foreign key alone needs nothing here.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from accounts.erasing import BATCH
from accounts.models import Member
from forum.actions.erasing import forget_post
from forum.actions.tallies import tally_polls, tally_posts
from forum.actions.timeline import lock_thread, lock_threads
from forum.actions.uploads import erase_uploads_of
from forum.models import (
    Confirmation,
    Flag,
    PollVote,
    Post,
    Profile,
    Tag,
    ThreadTag,
    Vote,
)
from translation.actions import erase_text
from translation.models import Text


def erase_posts_of(member: Member) -> int:
    """Erase a batch of the posts a member wrote, each in its own transaction; how many."""
    rows = Post.objects.filter(author=member, body__erased=Text.Erased.NOT)
    ids = list(rows.order_by("thread", "number").values_list("pk", "thread_id")[:BATCH])
    for post_id, thread_id in ids:
        _erase_own(post_id, thread_id)
    return len(ids)


@transaction.atomic
def _erase_own(post_id: int, thread_id: int) -> None:
    lock_thread(thread_id)
    rows = Post.objects.select_related(
        "body", "thread__title", "thread__community", "thread__category"
    )
    post = rows.filter(pk=post_id).first()
    if post is not None:
        forget_post(post, by=Text.Erased.BY_AUTHOR)


@transaction.atomic
def erase_tags_of(member: Member) -> int:
    """Forget tags only this member used; the names of others belong to the community. How many
    there were of both."""
    batch = list(Tag.objects.filter(name__author=member).select_related("name")[:BATCH])
    for tag in batch:
        if ThreadTag.objects.filter(tag=tag).exclude(thread__author=member).exists():
            Text.objects.filter(pk=tag.name_id).update(author=None)
        else:
            tag.delete()
            erase_text(text=tag.name)
    return len(batch)


@transaction.atomic
def erase_profile_of(member: Member) -> int:
    """What a member said about herself goes in any case."""
    profile = Profile.objects.filter(member=member).select_related("about").first()
    if profile is None:
        return 0
    profile.delete()
    if profile.about is not None:
        erase_text(text=profile.about)
    return 1


def erase_files_of(member: Member) -> int:
    """Delete the files a member put here; how many."""
    return erase_uploads_of(member)


@transaction.atomic
def erase_reports_of(member: Member) -> int:
    """Forget what a member wrote in reports; that there was a report and what was decided stays.
    So do reports by mail from the member's own address."""
    by_mail = Q(email__iexact=member.email) if member.email else Q(pk=None)
    rows = Flag.objects.filter(Q(member=member) | by_mail).select_related("note")
    batch = list(rows[:BATCH])
    ids = [flag.pk for flag in batch]
    Flag.objects.filter(pk__in=ids).update(member=None, email="", note=None)
    for flag in batch:
        if flag.note is not None:
            erase_text(text=flag.note)
    return len(batch)


@transaction.atomic
def erase_votes_of(member: Member) -> int:
    """Take back a batch of a member's votes, and count the posts anew; how many votes."""
    votes = list(Vote.objects.filter(member=member).order_by("pk")[:BATCH])
    helped = list(Confirmation.objects.filter(member=member).order_by("pk")[:BATCH])
    posts = {row.post_id for row in votes} | {row.post_id for row in helped}
    _hold_threads_of(posts)
    Vote.objects.filter(pk__in=[row.pk for row in votes]).delete()
    Confirmation.objects.filter(pk__in=[row.pk for row in helped]).delete()
    tally_posts(posts)
    return len(votes) + len(helped)


def _hold_threads_of(posts: Collection[int]) -> None:
    lock_threads(set(Post.objects.filter(pk__in=posts).values_list("thread_id", flat=True)))


@transaction.atomic
def erase_poll_votes_of(member: Member) -> int:
    """Take back a batch of a member's choices in polls, and count those anew; how many."""
    rows = PollVote.objects.filter(member=member).select_related("option__poll").order_by("pk")
    batch = list(rows[:BATCH])
    posts = {row.option.poll.post_id for row in batch}
    _hold_threads_of(posts)
    PollVote.objects.filter(pk__in=[row.pk for row in batch]).delete()
    tally_polls(posts)
    return len(batch)
