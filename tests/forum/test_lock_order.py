"""Threads first, then the matter of the queue, then the membership: whoever decides on several of
these takes them in this order."""

import pytest

from accounts.models import AuditEntry, Community, Membership
from core import outbox
from forum.actions.appeals import appeal, decide_appeal
from forum.actions.merge_proposals import propose_merge
from forum.actions.rulings import Verdict, decide_review
from forum.actions.sanctioning import Measure, sanction_member, show_posts_again
from forum.models import DecisionNotice, Post, ReviewItem, Thread, ThreadMerge
from tests.builders import a_category, a_post, a_role, a_thread
from tests.locks import is_free, waiting_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def category():
    return a_category()


@pytest.fixture
def operator(category):
    return a_role(category.community, "operator")


def the(thread):
    return Thread.objects.filter(pk=thread.pk)


def test_who_confirms_a_merge_holds_neither_thread_before_the_first(category, operator):
    target, source = (a_thread(category=category) for _ in "ab")
    helper = a_role(category.community, level=3)
    propose_merge(actor=helper, source=source, target=target)
    item = ReviewItem.objects.get()
    deed = lambda: decide_review(actor=operator, item=item, verdict=Verdict(decision="merge"))  # noqa: E731
    with waiting_for(the(target), deed) as raised:
        assert is_free(the(source))
        assert is_free(ReviewItem.objects.all())
    assert raised == []
    assert ThreadMerge.objects.get().state == ThreadMerge.State.DONE


def test_who_bans_somebody_and_hides_his_posts_takes_their_threads_first(category, operator):
    author = a_role(category.community, level=1)
    thread = a_thread(category=category)
    post = a_post(thread, actor=author)
    measure = Measure(kind="ban", reason="spam", hide_days=7)

    def ban():
        sanction_member(
            actor=operator, member=author.member, community=category.community, measure=measure
        )

    with waiting_for(the(thread), ban) as raised:
        assert is_free(Membership.objects.filter(member=author.member))
    assert raised == []
    assert Post.objects.get(pk=post.pk).visibility == Post.Visibility.HIDDEN


def a_ban_with_posts(category, operator):
    author = a_role(category.community, level=1)
    thread = a_thread(category=category)
    post = a_post(thread, actor=author)
    measure = Measure(kind="ban", reason="spam", hide_days=7)
    sanction_member(
        actor=operator, member=author.member, community=category.community, measure=measure
    )
    return author, thread, post


def test_who_shows_such_posts_again_takes_their_threads_before_the_community(category, operator):
    _author, thread, post = a_ban_with_posts(category, operator)
    entry = AuditEntry.objects.get(verb="posts.hidden")
    deed = lambda: show_posts_again(actor=operator, entry=entry)  # noqa: E731
    with waiting_for(the(thread), deed) as raised:
        assert is_free(Community.objects.all())
    assert raised == []
    assert Post.objects.get(pk=post.pk).visibility == Post.Visibility.PUBLIC


def test_who_decides_on_an_appeal_takes_the_threads_first_on_its_own_page_and_in_the_queue(
    category, operator
):
    author, thread, _post = a_ban_with_posts(category, operator)
    while outbox.dispatch():
        pass
    notice = DecisionNotice.objects.get(entry__verb="posts.hidden")
    row = appeal(actor=author, notice=notice, words="I did nothing.")
    other = a_role(category.community, "operator")
    item = ReviewItem.objects.get(kind="appeal")
    for deed in (
        lambda: decide_review(actor=other, item=item, verdict=Verdict(decision="refuse")),
        lambda: decide_appeal(actor=other, appeal=row, upheld=True, answer="So it was."),
    ):
        with waiting_for(the(thread), deed) as raised:
            assert is_free(ReviewItem.objects.filter(kind="appeal"))
    assert raised == []
    assert Post.objects.get(author=author.member).visibility == Post.Visibility.PUBLIC
