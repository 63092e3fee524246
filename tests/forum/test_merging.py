"""Two threads become one, and two again."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry, Membership
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core.errors import NotFound, NotPermitted, NotSignedIn
from forum.actions import (
    accept_answer,
    delete_post,
    mark_read,
    set_bookmark,
    set_subscription,
    vote,
)
from forum.actions.drafts import Saving, save_draft
from forum.actions.merging import merge_threads
from forum.actions.unmerging import undo_merge
from forum.errors import ThreadGone, ThreadIsLocked
from forum.models import (
    Bookmark,
    Category,
    Draft,
    Notification,
    Post,
    Subscription,
    Tag,
    Thread,
    ThreadEvent,
    ThreadMerge,
    ThreadRead,
    Vote,
)
from forum.queries import posts_for, thread_for, thread_or_target, threads_for
from forum.thread_errors import CannotMerge, FewerReaders, ThreadMerged, TooLateToUndo
from tests.builders import a_category, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def moderator(category):
    return a_role(category.community, level=5)


@pytest.fixture
def target(category):
    return a_thread(category=category, title="The router drops the line")


@pytest.fixture
def source(category):
    return a_thread(category=category, title="No line every evening")


def written(minutes, post):
    """Let a post have been written so many minutes after the day began."""
    begin = timezone.now() - timedelta(days=2)
    Post.objects.filter(pk=post.pk).update(created=begin + timedelta(minutes=minutes))
    return post


def opening(thread):
    return thread.posts.get(kind=Post.Kind.OPENING)


def order(thread):
    return list(Post.objects.filter(thread=thread).order_by("number").values_list("pk", flat=True))


def snapshot():
    """All that a merge may touch, but for what only rises."""
    return {
        "posts": list(
            Post.objects.order_by("pk").values_list(
                "pk", "thread", "number", "kind", "visibility", "accepted", "reply_to"
            )
        ),
        "threads": list(
            Thread.objects.order_by("pk").values_list(
                *("pk", "visibility", "merged_into", "state", "accepted_post", "posts_count"),
                *("answers_count", "last_activity", "closed", "locked"),
            )
        ),
        "reads": set(ThreadRead.objects.values_list("member", "thread", "number")),
        "subscriptions": set(Subscription.objects.values_list("member", "thread", "level")),
        "drafts": set(Draft.objects.values_list("member", "place", "conflict")),
        "tags": list(Tag.objects.order_by("pk").values_list("pk", "threads_count")),
        "told": set(
            Notification.objects.exclude(type="moderation").values_list("member", "thread", "key")
        ),
    }


def a_pair(target, source):
    """Posts of both threads, alternating."""
    written(0, opening(target))
    written(5, opening(source))
    return (
        written(10, a_post(target)),
        written(15, a_post(source)),
        written(20, a_post(target)),
        written(25, a_post(source)),
    )


def test_posts_are_interleaved_by_time_below_the_opening_post_of_the_target(
    moderator, target, source
):
    first, second, third, fourth = a_pair(target, source)
    begun = opening(source)
    written(-30, begun)
    merge_threads(actor=moderator, source=source, target=target)
    expected = [opening(target), begun, first, second, third, fourth]
    assert order(target) == [post.pk for post in expected]
    assert order(source) == []


def test_no_number_is_given_twice(moderator, target, source):
    a_pair(target, source)
    merge_threads(actor=moderator, source=source, target=target)
    target.refresh_from_db()
    numbers = list(target.posts.values_list("number", flat=True))
    assert numbers == [1, 4, 5, 6, 7, 8]
    assert target.last_number == 8
    assert a_post(target).number == 9


def test_what_stood_before_keeps_its_number(moderator, target, source):
    first = written(0, a_post(target))
    merge_threads(actor=moderator, source=source, target=target)
    first.refresh_from_db()
    assert first.number == 2


def test_the_question_that_came_in_is_a_comment(moderator, target, source):
    begun = opening(source)
    merge_threads(actor=moderator, source=source, target=target)
    begun.refresh_from_db()
    assert (begun.thread, begun.kind) == (target, Post.Kind.COMMENT)


def test_counters_tell_what_is_there(moderator, target, source):
    a_pair(target, source)
    merge_threads(actor=moderator, source=source, target=target)
    target.refresh_from_db()
    assert (target.posts_count, target.answers_count) == (5, 4)
    source.refresh_from_db()
    assert (source.posts_count, source.answers_count) == (0, 0)


def test_an_accepted_answer_solves_the_thread_it_came_into(moderator, category, target):
    asker = an_actor()
    source = a_thread(actor=asker, category=category)
    answer = a_post(source)
    accept_answer(actor=asker, post=answer)
    merge_threads(actor=moderator, source=source, target=target)
    target.refresh_from_db()
    assert (target.state, target.accepted_post) == (Thread.State.SOLVED, answer)


def test_votes_and_bookmarks_stay_with_their_posts(moderator, target, source):
    answer, reader = a_post(source), a_role(source.community, level=1)
    vote(actor=reader, post=answer, value=1)
    set_bookmark(actor=reader, post=answer)
    merge_threads(actor=moderator, source=source, target=target)
    assert Vote.objects.get().post_id == Bookmark.objects.get().post_id == answer.pk
    answer.refresh_from_db()
    assert (answer.thread, answer.score) == (target, 1)


def test_the_merged_thread_is_in_no_list_and_leads_on(moderator, target, source):
    merge_threads(actor=moderator, source=source, target=target)
    assert [row.pk for row in threads_for(VISITOR).items] == [target.pk]
    with pytest.raises(ThreadMerged) as merged:
        thread_for(VISITOR, source.pk)
    assert merged.value.target_id == target.pk
    assert thread_or_target(VISITOR, source.pk) == target


def test_whoever_follows_the_source_follows_the_target(moderator, target, source):
    follower, other = an_actor(), an_actor()
    set_subscription(actor=follower, thread=source, level="watching")
    set_subscription(actor=other, thread=source, level="watching")
    set_subscription(actor=other, thread=target, level="muted")
    merge_threads(actor=moderator, source=source, target=target)
    levels = dict(Subscription.objects.filter(thread=target).values_list("member", "level"))
    assert levels[follower.id] == "watching"
    assert levels[other.id] == "muted"


def test_nothing_unread_is_taken_for_read(moderator, target, source):
    _first, second, third, _fourth = a_pair(target, source)
    reader = an_actor()
    mark_read(actor=reader, thread=target, number=3)
    mark_read(actor=reader, thread=source, number=1)
    merge_threads(actor=moderator, source=source, target=target)
    second.refresh_from_db()
    third.refresh_from_db()
    number = ThreadRead.objects.get(member=reader.member, thread=target).number
    assert number < second.number < third.number


def test_a_draft_of_an_answer_goes_along(moderator, target, source):
    writer = an_actor()
    for thread in (target, source):
        place = f"reply/{thread.pk}"
        save_draft(actor=writer, place=place, saving=Saving(fields={"body": place}))
    merge_threads(actor=moderator, source=source, target=target)
    drafts = Draft.objects.filter(place=f"reply/{target.pk}").order_by("conflict")
    assert [row.fields["body"] for row in drafts] == [f"reply/{target.pk}", f"reply/{source.pk}"]


def test_what_is_sent_to_the_merged_thread_is_written_in_the_target(moderator, target, source):
    merge_threads(actor=moderator, source=source, target=target)
    assert a_post(source).thread == target


def test_open_pages_load_the_thread_anew(moderator, target, source):
    merge_threads(actor=moderator, source=source, target=target)
    last = ThreadEvent.objects.filter(thread=target).order_by("number").last()
    assert last.type == ThreadEvent.Type.THREAD_REARRANGED


def test_it_stands_in_the_audit_log_and_the_asker_is_told(moderator, target, source):
    merge_threads(actor=moderator, source=source, target=target)
    entry = AuditEntry.objects.get(verb="thread.merged")
    assert (entry.actor, entry.member) == (moderator.member, source.author)
    assert (entry.before, entry.after) == ({"thread": source.pk}, {"thread": target.pk})
    assert Notification.objects.filter(member=source.author, key=f"entry:{entry.pk}").exists()


def test_merging_twice_is_merging_once(moderator, target, source):
    once = merge_threads(actor=moderator, source=source, target=target)
    assert merge_threads(actor=moderator, source=source, target=target) == once
    assert AuditEntry.objects.filter(verb="thread.merged").count() == 1


@pytest.mark.parametrize("level", [0, 3, 4])
def test_below_level_five_nobody_merges(category, target, source, level):
    with pytest.raises(NotPermitted):
        merge_threads(actor=a_role(category.community, level=level), source=source, target=target)


def test_visitors_and_members_from_elsewhere_do_not_merge(target, source):
    with pytest.raises(NotSignedIn):
        merge_threads(actor=VISITOR, source=source, target=target)
    with pytest.raises(NotPermitted):
        merge_threads(
            actor=a_role(a_category().community, Membership.Role.OPERATOR),
            source=source,
            target=target,
        )


def test_a_thread_is_not_merged_with_itself(moderator, target):
    with pytest.raises(CannotMerge):
        merge_threads(actor=moderator, source=target, target=target)


def test_communities_are_not_mixed(moderator, target):
    with pytest.raises(CannotMerge):
        merge_threads(actor=moderator, source=a_thread(), target=target)


def test_a_question_does_not_become_part_of_a_discussion(moderator, category, source):
    discussion = a_thread(category=category, kind="discussion")
    with pytest.raises(CannotMerge):
        merge_threads(actor=moderator, source=source, target=discussion)
    assert merge_threads(actor=moderator, source=discussion, target=source)


@pytest.mark.parametrize("visibility", ["members", "staff"])
def test_nothing_from_a_closed_room_gets_into_an_open_one(category, target, visibility):
    agent = a_role(category.community, Membership.Role.AGENT)
    inner = a_category(category.community, visibility=visibility)
    with pytest.raises(CannotMerge):
        merge_threads(actor=agent, source=a_thread(actor=agent, category=inner), target=target)


def test_into_a_closed_room_it_goes_only_when_that_is_confirmed(category, source):
    agent = a_role(category.community, Membership.Role.AGENT)
    inner = a_category(category.community, visibility=Category.Visibility.STAFF)
    target = a_thread(actor=agent, category=inner)
    with pytest.raises(FewerReaders):
        merge_threads(actor=agent, source=source, target=target)
    merge_threads(actor=agent, source=source, target=target, fewer_readers=True)
    with pytest.raises(NotFound) as refused:
        thread_for(VISITOR, source.pk)
    assert not isinstance(refused.value, ThreadMerged)


def test_what_is_deleted_or_locked_is_not_merged(moderator, target, source):
    Thread.objects.filter(pk=source.pk).update(locked=True)
    with pytest.raises(ThreadIsLocked):
        merge_threads(actor=moderator, source=source, target=target)
    Thread.objects.filter(pk=source.pk).update(locked=False)
    agent = a_role(target.community, Membership.Role.OPERATOR)
    delete_post(actor=agent, post=opening(source))
    with pytest.raises((ThreadGone, NotFound)):
        merge_threads(actor=moderator, source=source, target=target)


def test_undone_everything_is_as_it_was(moderator, target, source):
    posts = a_pair(target, source)
    reader, late = an_actor(), an_actor()
    mark_read(actor=reader, thread=target, number=2)
    mark_read(actor=reader, thread=source, number=2)
    mark_read(actor=late, thread=source, number=3)
    set_subscription(actor=reader, thread=source, level="watching")
    save_draft(
        actor=reader, place=f"reply/{source.pk}", saving=Saving(fields={"body": "I am writing"})
    )
    accept_answer(actor=actor_for(source.author), post=Post.objects.get(pk=posts[1].pk))
    before = snapshot()
    merge = merge_threads(actor=moderator, source=source, target=target)
    assert snapshot() != before
    undo_merge(actor=moderator, merge=merge)
    assert snapshot() == before
    assert thread_for(VISITOR, source.pk) == source


def test_what_was_written_since_stays_in_the_target(moderator, target, source):
    a_pair(target, source)
    before = order(target), order(source)
    merge = merge_threads(actor=moderator, source=source, target=target)
    later = a_post(target)
    undo_merge(actor=moderator, merge=merge)
    assert (order(target), order(source)) == ([*before[0], later.pk], before[1])
    target.refresh_from_db()
    assert target.posts_count == 3
    assert target.last_activity >= later.created


def test_what_was_read_in_the_meantime_is_read(moderator, target, source):
    a_pair(target, source)
    reader = an_actor()
    mark_read(actor=reader, thread=source, number=1)
    merge = merge_threads(actor=moderator, source=source, target=target)
    target.refresh_from_db()
    mark_read(actor=reader, thread=target, number=target.last_number)
    undo_merge(actor=moderator, merge=merge)
    assert ThreadRead.objects.get(member=reader.member, thread=source).number == 3


def test_a_chain_is_followed_and_undone_from_either_end(moderator, category):
    a, b, c = (a_thread(category=category) for _ in range(3))
    answers = [a_post(thread) for thread in (a, b, c)]
    before = snapshot()
    first = merge_threads(actor=moderator, source=a, target=b)
    second = merge_threads(actor=moderator, source=b, target=c)
    assert thread_or_target(VISITOR, a.pk) == c
    assert [post.thread_id for post in Post.objects.filter(kind="answer")] == [c.pk] * 3
    undo_merge(actor=moderator, merge=first)
    assert order(a) == [opening(a).pk, answers[0].pk]
    assert thread_or_target(VISITOR, b.pk) == c
    undo_merge(actor=moderator, merge=second)
    assert snapshot() == before


def test_two_merges_into_one_thread_are_undone_one_by_one(moderator, category, target):
    others = [a_thread(category=category) for _ in range(2)]
    for thread in (target, *others):
        a_post(thread)
    before = {thread.pk: order(thread) for thread in (target, *others)}
    merges = [merge_threads(actor=moderator, source=one, target=target) for one in others]
    for merge in merges:
        undo_merge(actor=moderator, merge=merge)
    assert {thread.pk: order(thread) for thread in (target, *others)} == before


def test_after_thirty_days_it_stays(moderator, target, source):
    merge = merge_threads(actor=moderator, source=source, target=target)
    ThreadMerge.objects.update(merged=timezone.now() - timedelta(days=30, minutes=1))
    with pytest.raises(TooLateToUndo):
        undo_merge(actor=moderator, merge=merge)
    ThreadMerge.objects.update(merged=timezone.now() - timedelta(days=29, hours=23))
    assert undo_merge(actor=moderator, merge=merge).state == ThreadMerge.State.UNDONE


def test_undoing_is_for_who_may_merge_and_once(category, moderator, target, source):
    merge = merge_threads(actor=moderator, source=source, target=target)
    with pytest.raises(NotPermitted):
        undo_merge(actor=a_role(category.community, level=4), merge=merge)
    undo_merge(actor=moderator, merge=merge)
    undo_merge(actor=moderator, merge=merge)
    entry = AuditEntry.objects.get(verb="thread.unmerged")
    assert entry.undoes.verb == "thread.merged"


def test_undone_it_may_be_merged_again(moderator, target, source):
    merge = merge_threads(actor=moderator, source=source, target=target)
    undo_merge(actor=moderator, merge=merge)
    assert merge_threads(actor=moderator, source=source, target=target) != merge


def test_hidden_and_deleted_posts_keep_their_state(moderator, target, source):
    author = an_actor()
    gone = a_post(source, actor=author)
    delete_post(actor=author, post=gone)
    merge_threads(actor=moderator, source=source, target=target)
    gone.refresh_from_db()
    assert (gone.thread, gone.visibility) == (target, Post.Visibility.DELETED)
    assert gone.pk not in {post.pk for post in posts_for(VISITOR, target).items}


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_at_once_in_opposite_directions_one_is_done(moderator, target, source):
    a_pair(target, source)
    outcomes = []

    def merge(one, other):
        try:
            merge_threads(actor=moderator, source=one, target=other)
            outcomes.append("merged")
        except ThreadMerged:
            outcomes.append("refused")
        finally:
            connection.close()

    pairs = [(source, target), (target, source)]
    workers = [threading.Thread(target=merge, args=pair) for pair in pairs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(outcomes) == ["merged", "refused"]
    assert ThreadMerge.objects.get().state == ThreadMerge.State.DONE
    assert sorted(len(order(thread)) for thread in (target, source)) == [0, 6]
