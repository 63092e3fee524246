"""What members are told when something happens in the forum."""

import threading

import pytest
from django.db import connection

from accounts.models import Block, Membership
from accounts.queries import actor_for
from core import outbox
from forum.actions import (
    accept_answer,
    delete_post,
    edit_post,
    report_post_language,
    restore_post,
    set_subscription,
    unaccept_answer,
)
from forum.actions.flags import decide_flag, flag_post
from forum.actions.notification_reading import mark_notifications_read, mark_notifications_seen
from forum.actions.notifications import notify_of_correction, notify_of_decision, notify_of_post
from forum.actions.reading import mark_read
from forum.actions.votes import vote
from forum.models import Flag, Notification, NotificationDelivery, Post, Quote
from forum.queries.notifications import notifications_for, unseen_count
from tests.builders import (
    a_category,
    a_community,
    a_member,
    a_post,
    a_regular,
    a_role,
    a_thread,
    an_actor,
)
from translation.models import Correction, TranslationJob

pytestmark = pytest.mark.django_db


def tell():
    """Deliver all news."""
    while outbox.dispatch():
        pass


def told(actor):
    """The types the actor is told, oldest first, but for badges."""
    rows = Notification.objects.filter(member=actor.member).exclude(type="badge").order_by("pk")
    return list(rows.values_list("type", flat=True))


@pytest.fixture
def asker():
    return an_actor("de")


@pytest.fixture
def thread(asker):
    """A question that everybody who might be told of it has been told of."""
    thread = a_thread(actor=asker, language="de")
    tell()
    return thread


def test_who_asked_is_told_of_an_answer(asker, thread):
    answer = a_post(thread)
    tell()
    found = Notification.objects.get(member=asker.member)
    assert (found.type, found.post, found.thread) == ("answer", answer, thread)
    assert found.actor == answer.author


def test_telling_twice_is_telling_once(asker, thread):
    answer = a_post(thread)
    for _ in "ab":
        notify_of_post(post_id=answer.pk)
    assert told(asker) == ["answer"]
    assert NotificationDelivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_receivers_at_once_tell_once(asker, thread):
    answer = a_post(thread)
    start = threading.Barrier(4)

    def notify():
        start.wait()
        try:
            notify_of_post(post_id=answer.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=notify) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert told(asker) == ["answer"]
    assert NotificationDelivery.objects.count() == 1


def test_a_reply_a_mention_and_a_quote_are_told(thread):
    replied, mentioned, quoted = a_regular(), an_actor(), a_regular()
    first = a_post(thread, actor=replied, kind="comment")
    source = a_post(thread, actor=quoted, kind="comment")
    name = mentioned.member.username
    post = a_post(thread, kind="comment", reply_to=first, body=f"Ask @{name} about it.")
    Quote.objects.create(
        post=post, position=0, quoted=source, language="en", shown="x", source_language="en"
    )
    tell()
    assert [told(each) for each in (replied, mentioned, quoted)] == [
        ["reply"],
        ["mention"],
        ["quote"],
    ]


def test_a_name_in_a_block_quote_calls_nobody(thread):
    mentioned = an_actor()
    a_post(thread, body=f"> @{mentioned.member.username} said so\n\nI do not think so.")
    tell()
    assert told(mentioned) == []


def test_a_mention_added_by_an_edit_is_told_once(thread):
    author, mentioned = an_actor(), an_actor()
    post = a_post(thread, actor=author, body="Ask somebody.")
    name = mentioned.member.username
    for revision, body in enumerate([f"Ask @{name}.", f"Please ask @{name} again."], start=1):
        edit_post(actor=author, post=post, revision=revision, body=body)
        tell()
    assert told(mentioned) == ["mention"]


def test_who_watches_is_told_and_who_mutes_is_not(thread):
    watcher, muter = an_actor(), an_actor()
    set_subscription(actor=watcher, thread=thread, level="watching")
    set_subscription(actor=muter, thread=thread, level="muted")
    a_post(thread, body=f"Hello @{muter.member.username}, this is for you.")
    tell()
    assert (told(watcher), told(muter)) == (["followed_thread"], [])


def test_a_new_thread_is_told_to_who_watches_its_category():
    category, watcher = a_category(), an_actor()
    set_subscription(actor=watcher, category=category, level="watching")
    a_thread(category=category)
    tell()
    assert told(watcher) == ["followed_list"]


def test_whispers_are_told_to_staff_only():
    community = a_community()
    thread = a_thread(category=a_category(community))
    tell()
    agent, colleague = (a_role(community, Membership.Role.AGENT) for _ in "ab")
    member = a_role(community)
    for each in (colleague, member):
        set_subscription(actor=each, thread=thread, level="watching")
    a_post(thread, actor=agent, whisper=True, body=f"For us only, @{member.member.username}.")
    tell()
    assert (told(colleague), told(member)) == (["followed_thread"], [])


def test_nobody_hears_of_a_private_community_he_does_not_belong_to():
    community = a_community(visibility="members")
    author, stranger = a_role(community), an_actor()
    thread = a_thread(actor=author, category=a_category(community))
    a_post(thread, actor=author, body=f"Ask @{stranger.member.username} about it.")
    tell()
    assert told(stranger) == []


@pytest.mark.parametrize("blocks", ["asker", "author"])
def test_who_blocks_or_is_blocked_is_not_told(asker, thread, blocks):
    author = an_actor()
    pair = {"asker": (asker, author), "author": (author, asker)}[blocks]
    Block.objects.create(member=pair[0].member, blocked=pair[1].member)
    a_post(thread, actor=author)
    tell()
    assert told(asker) == []


def test_banned_members_are_not_told(asker, thread):
    Membership.objects.filter(member=asker.member).update(state=Membership.State.BANNED)
    a_post(thread)
    tell()
    assert told(asker) == []


@pytest.mark.parametrize("state", [{"is_active": False}, {"is_sample": True}])
def test_members_who_sleep_or_are_fictional_are_not_told(state):
    asker = an_actor()
    thread = a_thread(actor=asker)
    type(asker.member).objects.filter(pk=asker.id).update(**state)
    a_post(thread)
    tell()
    assert told(asker) == []


def test_what_is_deleted_before_anybody_heard_is_not_told(asker, thread):
    author = an_actor()
    post = a_post(thread, actor=author)
    delete_post(actor=author, post=post)
    tell()
    assert told(asker) == []


def test_what_is_deleted_is_not_shown_and_comes_back_as_read(asker, thread):
    author = an_actor()
    post = a_post(thread, actor=author)
    tell()
    delete_post(actor=author, post=post)
    tell()
    assert notifications_for(asker).items == []
    assert unseen_count(asker.member) == 0
    restore_post(actor=author, post=post)
    tell()
    assert [row.read is not None for row in notifications_for(asker).items] == [True]


def test_a_member_deleted_meanwhile_is_not_told(asker, thread):
    post = a_post(thread)
    asker.member.delete()
    assert notify_of_post(post_id=post.pk) == 0


def test_a_post_whose_author_is_gone_is_told_without_a_name(asker, thread):
    post = a_post(thread)
    Post.objects.filter(pk=post.pk).update(author=None)
    tell()
    assert Notification.objects.get(member=asker.member).actor is None


def test_an_accepted_answer_is_told_to_its_author_and_to_who_watches(asker, thread):
    author, watcher = an_actor(), an_actor()
    answer = a_post(thread, actor=author)
    tell()
    set_subscription(actor=watcher, thread=thread, level="watching")
    accept_answer(actor=asker, post=answer)
    tell()
    assert told(author) == ["accepted"]
    assert told(watcher) == ["solved"]
    assert told(asker) == ["answer"]


def test_an_acceptance_that_is_taken_back_is_no_news_any_more(asker, thread):
    author = an_actor()
    answer = a_post(thread, actor=author)
    accept_answer(actor=asker, post=answer)
    tell()
    unaccept_answer(actor=asker, post=answer)
    tell()
    news = Notification.objects.filter(member=author.member, seen=None)
    assert not news.exclude(type="badge").exists()


def test_votes_of_a_day_are_one_notification_that_counts(thread):
    author = an_actor()
    answer = a_post(thread, actor=author)
    voters = [a_role(thread.community, level=2) for _ in range(3)]
    for voter in voters:
        vote(actor=voter, post=answer, value=1)
        tell()
    found = Notification.objects.get(member=author.member, type="votes")
    assert found.data == {"votes": 3, "helped": 0}
    assert found.actor is None


def test_votes_that_are_all_taken_back_are_told_no_more(thread):
    author, voter = an_actor(), a_role(thread.community, level=2)
    answer = a_post(thread, actor=author)
    for value in (1, 0):
        vote(actor=voter, post=answer, value=value)
        tell()
    assert told(author) == []


def test_the_author_is_asked_about_the_language_of_his_text(thread):
    author = an_actor("en")
    post = a_post(thread, actor=author, language="en")
    report_post_language(actor=a_role(thread.community), post=post, language="nl")
    tell()
    found = Notification.objects.exclude(type="badge").get(member=author.member)
    assert (found.type, found.data, found.actor) == ("language_reported", {"language": "nl"}, None)


def a_correction(post, author, decided_by=None, **fields):
    return Correction.objects.create(
        text=post.body,
        source_language="en",
        target_language="es",
        source_key="k",
        source="a",
        target="b",
        author=author,
        decided_by=decided_by,
        state="approved",
        **fields,
    )


def test_a_better_translation_is_told_to_the_author_and_to_who_proposed_it(thread):
    author, corrector, judge = an_actor(), an_actor(), an_actor()
    post = a_post(thread, actor=author)
    for key in "ab":
        found = a_correction(post, corrector.member, judge.member, before=key)
        notify_of_correction(correction_id=found.pk)
        notify_of_correction(correction_id=found.pk)
    assert told(author) == ["translation_fixed"]
    assert told(corrector) == ["translation_fixed"] * 2


def test_what_somebody_is_told_of_is_translated_for_him(thread):
    watcher = an_actor("ja")
    set_subscription(actor=watcher, thread=thread, level="watching")
    post = a_post(thread)
    tell()
    jobs = TranslationJob.objects.filter(language="ja")
    assert {post.body_id, thread.title_id} <= set(jobs.values_list("text", flat=True))


def test_reading_the_thread_reads_what_was_told_of_it(asker, thread):
    post = a_post(thread)
    tell()
    mark_read(actor=asker, thread=thread, number=post.number)
    assert Notification.objects.get(member=asker.member).read is not None


def test_seeing_the_list_is_not_reading_it(asker, thread):
    a_post(thread)
    tell()
    assert mark_notifications_seen(actor=asker) == 1
    assert unseen_count(asker.member) == 0
    assert [row.read for row in notifications_for(asker, unread=True).items] == [None]


def test_what_came_after_the_page_stays_unseen(asker, thread):
    for _ in "ab":
        a_post(thread)
        tell()
    first = Notification.objects.filter(member=asker.member).earliest("pk")
    mark_notifications_seen(actor=asker, until=first.pk)
    assert unseen_count(asker.member) == 1


def test_nobody_reads_for_another(asker, thread):
    a_post(thread)
    tell()
    row = Notification.objects.get(member=asker.member)
    assert mark_notifications_read(actor=an_actor(), ids=[row.pk]) == 0


def test_telling_many_costs_as_much_as_telling_few(thread, django_assert_max_num_queries):
    post = a_post(thread)
    for _ in range(30):
        member = a_member()
        set_subscription(actor=actor_for(member), thread=thread, level="watching")
    with django_assert_max_num_queries(30):
        assert notify_of_post(post_id=post.pk) == 31


def test_a_decision_is_told_to_who_reported_once(thread):
    author, reporter = an_actor(), an_actor()
    post = a_post(thread, actor=author)
    flag = Flag.objects.create(
        post=post, member=reporter.member, reason="spam", language="en", state="upheld"
    )
    notify_of_decision(flag_id=flag.pk)
    notify_of_decision(flag_id=flag.pk)
    assert (told(author), told(reporter)) == ([], ["moderation"])
    assert Notification.objects.get(member=reporter.member).data == {"report": str(flag.token)}


def test_the_author_is_told_also_when_the_decision_hides_the_post(thread):
    author = an_actor()
    flag = flag_post(
        actor=an_actor(), post=a_post(thread, actor=author), reason="spam", language="en"
    )
    staff = a_role(thread.community, Membership.Role.AGENT)
    decide_flag(actor=staff, flag=flag, upheld=True, statement="Advertising.")
    tell()
    [shown] = notifications_for(author).items
    assert (shown.type, shown.data["verb"]) == ("moderation", "post.hidden")
    assert shown.read is None


def test_the_author_hears_nothing_of_a_report_that_was_rejected(thread):
    author, reporter = an_actor(), an_actor()
    post = a_post(thread, actor=author)
    flag = Flag.objects.create(
        post=post, member=reporter.member, reason="spam", language="en", state="rejected"
    )
    notify_of_decision(flag_id=flag.pk)
    assert (told(author), told(reporter)) == ([], ["moderation"])
