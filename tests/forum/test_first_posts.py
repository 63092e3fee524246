"""First posts that wait: who sees them, what nobody hears of, what becomes of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.actions import ban_member
from accounts.models import AuditEntry, Community, Membership
from accounts.permissions import VISITOR, Actor
from accounts.queries import actor_for
from core import outbox
from core.errors import NotFound, NotPermitted
from forum.actions import accept_answer, open_thread
from forum.actions.claims import claim_review
from forum.actions.edits import edit_post
from forum.actions.first_posts import approve_first_post, refuse_first_post
from forum.actions.hiding import hide, show
from forum.actions.polls import PollDraft, open_poll
from forum.actions.removal import delete_post, restore_post
from forum.actions.rulings import Verdict, decide_review, undo_review
from forum.decisions import undo_of
from forum.errors import AuthorIsOut, PostChanged, ReviewDecidedAlready, ThreadGone
from forum.models import (
    DecisionNotice,
    HeldPost,
    Notification,
    Post,
    ReviewItem,
    Thread,
    ThreadEvent,
    UnwantedHost,
)
from forum.queries import post_for, posts_for, thread_for, threads_for
from forum.queries.reviewing import Asked, items_for
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
from translation.models import TranslationJob

pytestmark = pytest.mark.django_db

SPAM = "Buy now: https://cheap.example/1 https://cheap.example/2"
Seen = Post.Visibility


@pytest.fixture
def thread() -> Thread:
    return a_thread(category=a_category(), actor=a_regular())


@pytest.fixture
def reviewer(thread: Thread) -> Actor:
    return a_role(thread.community, level=3)


def age(community: Community, days: int = 400) -> None:
    """Let a community be old, and what was read of it before be forgotten."""
    created = timezone.now() - timedelta(days=days)
    Community.objects.filter(pk=community.pk).update(created=created)
    community.created = created


def waiting(thread: Thread, actor: Actor | None = None, body: str = SPAM, **options: Any) -> Post:
    post = a_post(thread, actor=actor or an_actor(), kind="answer", body=body, **options)
    assert post.visibility == Seen.REVIEW
    return post


def item_of(post: Post) -> ReviewItem:
    return ReviewItem.objects.get(kind="first_post", subject_id=post.pk, state="open")


def told() -> None:
    while outbox.dispatch():
        pass


def test_a_first_post_that_looks_like_spam_waits(thread):
    post = waiting(thread)
    assert set(post.held.signals) == {"mostly_links", "many_links"}
    item = item_of(post)
    assert (item.language, item.member, item.community) == ("en", post.author, thread.community)


def test_one_that_does_not_stands_at_once(thread):
    post = a_post(thread, actor=an_actor(), kind="answer")
    assert post.visibility == Seen.PUBLIC
    assert not ReviewItem.objects.exists()


def test_in_a_mature_community_every_first_post_waits(thread, reviewer):
    age(thread.community)
    author = an_actor()
    post = waiting(thread, author, body="Change the channel of the router, that helped me.")
    assert post.held.signals == []
    approve_first_post(actor=reviewer, post=post)
    second = a_post(thread, actor=actor_for(author.member), kind="answer", body="And restart it.")
    assert second.visibility == Seen.PUBLIC


def test_a_sample_community_is_never_mature():
    category = a_category(a_community(is_sample=True))
    age(category.community)
    assert a_thread(category=category, actor=an_actor()).visibility == "public"


@pytest.mark.parametrize(
    "actor",
    [
        lambda community: a_role(community, Membership.Role.AGENT),
        lambda community: a_role(community, level=1),
        lambda community: a_regular(),
        lambda community: actor_for(a_member(is_superuser=True)),
        lambda community: actor_for(a_member(), exempt=True),
        lambda community: actor_for(a_member(is_sample=True)),
    ],
    ids=["staff", "level 1", "granted", "operator of all", "exempt token", "sample"],
)
def test_who_is_no_newcomer_waits_never(thread, actor):
    age(thread.community)
    post = a_post(thread, actor=actor(thread.community), kind="answer", body=SPAM)
    assert post.visibility == Seen.PUBLIC


def test_a_whisper_of_staff_does_not_wait(thread):
    post = a_post(thread, actor=a_role(thread.community, "agent"), body=SPAM, whisper=True)
    assert post.visibility == Seen.STAFF


def test_after_three_posts_that_stand_nobody_is_new(thread):
    author = an_actor()
    for number in range(3):
        a_post(thread, actor=author, kind="answer", body=f"Try the channel {number}.")
    assert a_post(thread, actor=author, kind="answer", body=SPAM).visibility == Seen.PUBLIC


def test_a_link_to_an_unwanted_place_is_enough(thread):
    UnwantedHost.objects.create(community=thread.community, host="bad.example")
    words = "Here is how I repaired it, step by step, with all the pictures that you need."
    body = f"{words} {words} https://shop.bad.example/x"
    assert waiting(thread, body=body).held.signals == ["known_host"]
    elsewhere = a_thread(category=a_category(), actor=a_regular())
    assert a_post(elsewhere, actor=an_actor(), kind="answer", body=body).visibility == "public"


def test_the_same_again_with_a_link_waits(thread):
    author, words = an_actor(), "I sell the very best lamps, look at them before they are gone, all"
    a_post(thread, actor=author, kind="answer", body=f"{words} https://lamps.example/a")
    other = a_thread(category=thread.category, actor=a_regular())
    again = waiting(other, author, body=f"{words} https://lamps.example/b")
    assert "repeated" in again.held.signals


def test_author_and_moderators_see_it_and_nobody_else(thread):
    author, moderator = an_actor(), a_role(thread.community, level=5)
    post = waiting(thread, author)
    assert post_for(author, post.pk) == post_for(moderator, post.pk) == post
    for other in (VISITOR, an_actor(), a_role(thread.community, level=4)):
        with pytest.raises(NotFound):
            post_for(other, post.pk)
        assert post not in posts_for(other, thread).items


def test_it_counts_nowhere(thread):
    before = Thread.objects.get(pk=thread.pk)
    waiting(thread)
    now = Thread.objects.get(pk=thread.pk)
    assert (now.posts_count, now.answers_count) == (before.posts_count, before.answers_count)
    assert now.last_activity == before.last_activity


def test_nobody_hears_of_it_and_nothing_is_translated(thread):
    told()
    TranslationJob.objects.all().delete()
    author = an_actor("de")
    named = a_member(username="named")
    post = waiting(thread, author, body=f"{SPAM} @named", language="en")
    edit_post(actor=author, post=post, revision=1, body=f"{SPAM} again @named")
    told()
    assert not Notification.objects.filter(member__in=[named, thread.author]).exists()
    assert not TranslationJob.objects.filter(text=post.body).exists()
    created = ThreadEvent.objects.filter(post=post)
    assert {event.audience for event in created} == {ThreadEvent.Audience.STAFF}


def test_approval_publishes_it_as_if_it_were_written_now(thread, reviewer):
    author = an_actor("de")
    named = a_member(username="named")
    post = waiting(thread, author, body=f"{SPAM} @named", language="de")
    later = a_post(thread, body="Somebody else was quicker.")
    read = Post.objects.get(pk=later.pk)
    approve_first_post(actor=reviewer, post=post)
    told()
    post.refresh_from_db()
    assert (post.visibility, post.number) == (Seen.PUBLIC, read.number + 1)
    assert post.created > read.created
    assert Notification.objects.filter(member=named, post=post).exists()
    assert Notification.objects.filter(member=thread.author, post=post).exists()
    assert TranslationJob.objects.filter(text=post.body, language="en").exists()
    thread.refresh_from_db()
    assert (thread.posts_count, thread.answers_count) == (2, 2)
    assert thread.last_activity >= post.created
    events = ThreadEvent.objects.filter(post=post).order_by("number")
    assert [event.audience for event in events][-1] == ThreadEvent.Audience.PUBLIC


def test_its_author_is_told_that_it_is_there(thread, reviewer):
    post = waiting(thread)
    entry = approve_first_post(actor=reviewer, post=post)
    told()
    assert (entry.verb, entry.actor, entry.member) == (
        "post.approved",
        reviewer.member,
        post.author,
    )
    assert DecisionNotice.objects.get(entry=entry).member == post.author


def test_refusal_deletes_it_and_tells_the_author_why(thread, reviewer):
    post = waiting(thread)
    entry = refuse_first_post(actor=reviewer, post=post, reason="spam")
    told()
    post.refresh_from_db()
    assert (post.visibility, entry.reason) == (Seen.DELETED, "spam")
    assert DecisionNotice.objects.get(entry=entry).member == post.author
    with pytest.raises(NotFound):
        restore_post(actor=actor_for(post.author), post=post)


@pytest.mark.parametrize("decide", [approve_first_post, refuse_first_post])
def test_only_reviewers_decide_and_only_once(thread, reviewer, decide):
    post = waiting(thread)
    options = {"reason": "spam"} if decide is refuse_first_post else {}
    for other in (actor_for(post.author), a_role(thread.community, level=2)):
        with pytest.raises(NotPermitted):
            decide(actor=other, post=post, **options)
    decide(actor=reviewer, post=post, **options)
    with pytest.raises(ReviewDecidedAlready):
        decide(actor=reviewer, post=post, **options)


def test_an_objection_that_is_upheld_publishes_it(thread, reviewer):
    post = waiting(thread)
    entry = refuse_first_post(actor=reviewer, post=post, reason="spam")
    undo = undo_of(entry.verb)
    with pytest.raises(NotPermitted):
        undo(reviewer, entry)
    undo(a_role(thread.community, Membership.Role.AGENT), entry)
    told()
    assert post_for(VISITOR, post.pk).deleted_by is None
    assert Notification.objects.filter(member=thread.author, post=post).exists()


def a_waiting_thread(author: Actor, category: Any = None) -> Thread:
    category = category or a_category()
    age(category.community)
    return open_thread(
        actor=author,
        community=category.community,
        category=category,
        kind="question",
        title="The lamp flickers all night",
        body="What can I do about it?",
        language="en",
    )


def test_a_thread_waits_as_a_whole():
    author = an_actor()
    thread = a_waiting_thread(author)
    assert thread.posts.get().visibility == Seen.REVIEW
    assert thread_for(author, thread.pk) == thread
    assert thread not in threads_for(author, community=thread.community).items
    for other in (VISITOR, an_actor(), a_role(thread.community, level=4)):
        with pytest.raises(NotFound):
            thread_for(other, thread.pk)
    with pytest.raises(ThreadGone):
        a_post(thread, actor=author, kind="comment")


def test_a_thread_is_published_as_if_it_were_opened_now():
    thread = a_waiting_thread(an_actor())
    Thread.objects.update(created=timezone.now() - timedelta(days=3))
    post = thread.posts.get()
    approve_first_post(actor=a_role(thread.community, level=3), post=post)
    found = threads_for(VISITOR, community=thread.community).items[0]
    assert found == thread
    assert found.created > timezone.now() - timedelta(hours=1)
    assert thread.posts.get().number == 1


def test_two_first_posts_wait_both(thread):
    age(thread.community)
    author = an_actor()
    first = waiting(thread, author, body="Change the channel.")
    second = waiting(thread, author, body="And restart the router.")
    assert ReviewItem.objects.filter(state="open").count() == 2
    approve_first_post(actor=a_role(thread.community, level=3), post=second)
    first.refresh_from_db()
    assert first.visibility == Seen.REVIEW


def test_what_its_author_deletes_leaves_the_queue_and_comes_back_with_it(thread):
    author = an_actor()
    post = waiting(thread, author)
    delete_post(actor=author, post=post)
    told()
    assert not ReviewItem.objects.filter(state="open").exists()
    post = restore_post(actor=author, post=post)
    told()
    assert post.visibility == Seen.REVIEW
    assert item_of(post)
    assert not TranslationJob.objects.filter(text=post.body).exists()


@pytest.mark.parametrize("out", ["banned", "left"])
def test_nothing_is_published_for_who_is_out_meanwhile(thread, reviewer, out):
    post = waiting(thread)
    if out == "banned":
        membership = Membership.objects.get(member=post.author, community=thread.community)
        operator = a_role(thread.community, Membership.Role.OPERATOR)
        ban_member(actor=operator, membership=membership, reason="spam")
    else:
        post.author.is_active = False
        post.author.save()
    with pytest.raises(AuthorIsOut):
        approve_first_post(actor=reviewer, post=post)
    refuse_first_post(actor=reviewer, post=post, reason="spam")


def test_a_poll_in_it_is_translated_only_afterwards(thread, reviewer):
    author = an_actor("de")
    post = waiting(thread, author, language="de")
    poll = open_poll(actor=author, post=post, draft=PollDraft(["eins", "zwei"]))
    told()
    options = [option.text_id for option in poll.options.all()]
    assert not TranslationJob.objects.filter(text__in=options).exists()
    approve_first_post(actor=reviewer, post=post)
    told()
    assert TranslationJob.objects.filter(text__in=options).exists()


def test_reviewers_find_it_in_the_queue_of_its_language(thread, reviewer):
    post = waiting(thread)
    found = items_for(reviewer, Asked(thread.community, "first_post")).items
    assert [item.post for item in found] == [post]
    foreign = a_role(thread.community, level=3, language="ja")
    assert not items_for(foreign, Asked(thread.community, "first_post")).items


def decide(actor: Actor, post: Post, decision: str, **more: Any) -> ReviewItem:
    verdict = Verdict(decision=decision, **more)
    return decide_review(actor=actor, item=item_of(post), verdict=verdict)


def test_a_ruling_publishes_and_can_be_taken_back(thread, reviewer):
    post = waiting(thread)
    item = decide(reviewer, post, "approve")
    told()
    undo_review(actor=reviewer, item=item)
    told()
    post.refresh_from_db()
    assert post.visibility == Seen.REVIEW
    assert item_of(post) == item
    thread.refresh_from_db()
    assert thread.posts_count == 0
    assert not Notification.objects.filter(post=post, read=None).exists()


def test_a_refusal_can_be_taken_back(thread, reviewer):
    post = waiting(thread)
    item = decide(reviewer, post, "refuse", reason="spam")
    told()
    undo_review(actor=reviewer, item=item)
    told()
    assert post_for(actor_for(post.author), post.pk).visibility == Seen.REVIEW
    assert item_of(post) == item


def test_what_its_author_deleted_since_nobody_puts_back_into_the_queue(thread, reviewer):
    post = waiting(thread)
    item = decide(reviewer, post, "approve")
    delete_post(actor=actor_for(post.author), post=post)
    with pytest.raises(ReviewDecidedAlready):
        undo_review(actor=reviewer, item=item)
    post.refresh_from_db()
    assert post.visibility == Seen.DELETED


def test_nor_what_staff_deleted_since(thread, reviewer):
    post = waiting(thread)
    item = decide(reviewer, post, "approve")
    delete_post(actor=a_role(thread.community, Membership.Role.AGENT), post=post, reason="spam")
    for actor in (reviewer, a_role(thread.community, level=5)):
        with pytest.raises(ReviewDecidedAlready):
            undo_review(actor=actor, item=item)


def test_what_a_moderator_shows_again_goes_on_to_be_read(thread, reviewer):
    post, moderator = waiting(thread), a_role(thread.community, level=5).member
    item = decide(reviewer, post, "approve")
    for turn in (hide, show):
        turn(Post.objects.get(pk=post.pk), by=moderator, reason="off_topic")
    with pytest.raises(ReviewDecidedAlready):
        undo_review(actor=reviewer, item=item)


def test_a_refusal_that_was_objected_to_is_over(thread, reviewer):
    post = waiting(thread)
    item = decide(reviewer, post, "refuse", reason="spam")
    entry = AuditEntry.objects.get(verb="post.refused")
    undo_of(entry.verb)(a_role(thread.community, Membership.Role.AGENT), entry)
    with pytest.raises(ReviewDecidedAlready):
        undo_review(actor=reviewer, item=item)
    assert post_for(VISITOR, post.pk)


def test_a_day_later_only_who_moderates_takes_a_published_post_back(thread, reviewer):
    post = waiting(thread)
    item = decide(reviewer, post, "approve")
    published = timezone.now() - timedelta(hours=25)
    Post.objects.filter(pk=post.pk).update(created=published)
    with pytest.raises(NotPermitted):
        undo_review(actor=reviewer, item=item)
    undo_review(actor=a_role(thread.community, level=5), item=item)
    post.refresh_from_db()
    assert post.visibility == Seen.REVIEW


def test_a_refusal_needs_a_reason(thread, reviewer):
    post = waiting(thread)
    with pytest.raises(Exception, match="check"):
        decide(reviewer, post, "refuse")


def test_what_was_changed_meanwhile_is_looked_at_once_more(thread, reviewer):
    post = waiting(thread)
    claim_review(actor=reviewer, item=item_of(post))
    edit_post(actor=actor_for(post.author), post=post, revision=1, body=f"{SPAM} and more")
    with pytest.raises(PostChanged):
        decide(reviewer, post, "approve")
    claim_review(actor=reviewer, item=item_of(post))
    decide(reviewer, post, "approve")


def test_staff_refuses_and_pauses_in_one(thread):
    post = waiting(thread)
    staff = a_role(thread.community, Membership.Role.AGENT)
    decide(staff, post, "pause", reason="spam", hours=24)
    membership = Membership.objects.get(member=post.author, community=thread.community)
    assert membership.present_state == Membership.State.PAUSED


def test_every_step_is_in_the_audit_log(thread, reviewer):
    post = waiting(thread)
    decide(reviewer, post, "approve")
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"post.approved", "review.decided"} <= verbs


LONG = "Here is how I repaired it, step by step, with all the pictures that you need. " * 2
BAD = f"{LONG} https://shop.bad.example/x"


@pytest.fixture
def unwanted(thread) -> None:
    UnwantedHost.objects.create(community=thread.community, host="bad.example")


def edited(post: Post, body: str, **more: Any) -> Post:
    author = actor_for(post.author)
    edit_post(actor=author, post=post, revision=post.revision, body=body, **more)
    return Post.objects.get(pk=post.pk)


def test_what_an_edit_makes_spam_of_waits_and_nobody_hears_of_it(thread, unwanted):
    named = a_member(username="named")
    post = a_post(thread, actor=an_actor(), kind="answer", body=LONG)
    told()
    assert Notification.objects.filter(member=thread.author, post=post, read=None).exists()
    post = edited(post, f"{BAD} @named")
    told()
    assert (post.visibility, post.held.signals) == (Seen.REVIEW, ["known_host"])
    assert item_of(post).member == post.author
    assert not Notification.objects.filter(post=post, read=None).exists()
    assert not Notification.objects.filter(member=named).exists()
    with pytest.raises(NotFound):
        post_for(VISITOR, post.pk)
    assert Thread.objects.get(pk=thread.pk).posts_count == 0


def test_a_thread_waits_whose_author_makes_spam_of_it(thread, unwanted):
    opening = a_thread(category=thread.category, actor=an_actor()).posts.get()
    edited(opening, BAD)
    with pytest.raises(NotFound):
        thread_for(VISITOR, opening.thread_id)


def test_a_harmless_edit_waits_for_nobody(thread, unwanted):
    post = a_post(thread, actor=an_actor(), kind="answer", body=LONG)
    assert edited(post, f"{LONG} https://good.example/x").visibility == Seen.PUBLIC


def test_an_edit_by_who_is_no_newcomer_waits_for_nobody(thread, unwanted):
    post = a_post(thread, actor=a_role(thread.community, level=1), kind="answer", body=LONG)
    assert edited(post, BAD).visibility == Seen.PUBLIC
    first = a_post(thread, actor=an_actor(), kind="answer", body=f"{LONG} Really.")
    agent = a_role(thread.community, Membership.Role.AGENT)
    edit_post(actor=agent, post=first, revision=1, body=BAD)
    assert Post.objects.get(pk=first.pk).visibility == Seen.PUBLIC


def test_what_was_published_after_review_waits_again_only_for_what_is_new(thread, reviewer):
    post = waiting(thread)
    decide(reviewer, post, "approve")
    told()
    post = edited(Post.objects.get(pk=post.pk), SPAM.replace("now", "today"))
    assert post.visibility == Seen.PUBLIC
    assert edited(post, SPAM.replace("/2", "/3")).visibility == Seen.REVIEW


def test_an_accepted_answer_solves_nothing_while_it_waits(thread, reviewer, unwanted):
    post = a_post(thread, actor=an_actor(), kind="answer", body=LONG)
    accept_answer(actor=actor_for(thread.author), post=post)
    post = edited(post, BAD)
    assert Thread.objects.get(pk=thread.pk).accepted_post is None
    decide(reviewer, post, "approve")
    assert Thread.objects.get(pk=thread.pk).accepted_post == post


def test_a_poll_that_leads_to_an_unwanted_place_makes_its_post_wait(thread, unwanted):
    author = an_actor()
    post = a_post(thread, actor=author, kind="answer", body=LONG)
    draft = PollDraft(["Yes", "See https://shop.bad.example/x"])
    open_poll(actor=author, post=post, draft=draft)
    assert Post.objects.get(pk=post.pk).visibility == Seen.REVIEW


def test_the_codes_go_with_the_post(thread):
    post = waiting(thread)
    Post.objects.filter(pk=post.pk).delete()
    assert not HeldPost.objects.exists()
