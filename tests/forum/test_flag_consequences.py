"""Reports weigh by who makes them: enough of them hide a post, one masks personal data."""

from typing import Any

import pytest

from accounts.models import AuditEntry, Membership
from accounts.permissions import VISITOR
from accounts.queries import actor_for
from core.errors import NotFound
from forum.actions import accept_answer
from forum.actions.erasing_members import erase_reports_of
from forum.actions.flags import decide_flag, flag_post
from forum.actions.rulings import Verdict, decide_review
from forum.models import DecisionNotice, Flag, Post, ReviewItem, Thread, ThreadEvent
from forum.queries import post_for, thread_for
from forum.queries.flag_weights import record_bonus, weight_of
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor
from translation.models import SealedFragment

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return a_post(a_thread())


def flagged(post: Post, level: int = 0, **fields: Any) -> Flag:
    community = post.thread.community
    given = {"actor": a_role(community, level=level), "reason": "spam", "language": "en"}
    return flag_post(post=post, **{**given, **fields})


def state_of(post: Post) -> str:
    return Post.objects.get(pk=post.pk).visibility


def test_a_report_weighs_one_and_the_level_of_its_author(post):
    assert [flagged(post, level).weight for level in (0, 1, 4)] == [1, 2, 5]


def test_staff_weighs_like_a_super_user(post):
    agent = a_role(post.thread.community, Membership.Role.AGENT)
    assert weight_of(agent, post.thread.community) == 6


@pytest.mark.parametrize(
    ("upheld", "decided", "bonus"), [(0, 0, 0), (1, 1, 0), (4, 4, 1), (12, 12, 2), (96, 100, 2)]
)
def test_a_record_takes_a_while(upheld, decided, bonus):
    assert record_bonus(upheld, decided) == bonus


def test_who_was_wrong_loses_what_his_record_gave(post):
    actor = a_role(post.thread.community, level=1)
    staff = a_role(post.thread.community, Membership.Role.AGENT)
    for _number in range(3):
        decide_flag(actor=staff, flag=own_flag(post, actor), upheld=True, statement="Yes.")
    assert weight_of(actor, post.thread.community) == 3
    for _number in range(10):
        decide_flag(actor=staff, flag=own_flag(post, actor), upheld=False, statement="No.")
    assert weight_of(actor, post.thread.community) == 2


def own_flag(post: Post, actor: Any) -> Flag:
    return flagged(a_post(post.thread), actor=actor, reason="off_topic")


def test_a_post_hides_itself_when_its_reports_weigh_eight(post):
    flagged(post, 4)
    flagged(post, 1)
    assert state_of(post) == Post.Visibility.PUBLIC
    flagged(post, 0)
    assert state_of(post) == Post.Visibility.HIDDEN
    with pytest.raises(NotFound):
        post_for(an_actor(), post.pk)
    assert post_for(actor_for(post.author), post.pk) == post


def test_that_is_in_the_audit_log_and_its_author_is_told(post):
    flagged(post, 4, reason="abuse")
    flagged(post, 4)
    entry = AuditEntry.objects.get(verb="post.hidden")
    assert (entry.automatic, entry.actor, entry.reason) == (True, None, "abuse")
    assert (entry.member, entry.before, entry.after) == (
        post.author,
        {"visibility": "public"},
        {"visibility": "hidden"},
    )
    assert DecisionNotice.objects.get(entry=entry).member == post.author


def test_open_pages_hear_that_a_post_has_gone(post):
    flagged(post, 4)
    flagged(post, 4)
    event = ThreadEvent.objects.filter(post=post).latest("number")
    assert (event.type, event.audience) == ("post.removed", "public")


def test_an_opening_post_takes_its_thread_along_and_its_author_and_moderators_see_it():
    author = an_actor()
    thread = a_thread(actor=author)
    opening = thread.posts.get()
    flagged(opening, 4)
    flagged(opening, 4)
    assert Thread.objects.get(pk=thread.pk).visibility == Thread.Visibility.HIDDEN
    for actor in (an_actor(), VISITOR, a_role(thread.community, level=3)):
        with pytest.raises(NotFound):
            thread_for(actor, thread.pk)
    for actor in (author, a_role(thread.community, level=5)):
        assert thread_for(actor, thread.pk) == thread


def by_visitors(post: Post, count: int, **fields: Any) -> None:
    for number in range(count):
        flagged(post, actor=VISITOR, email=f"reader{number}@example.org", **fields)


def test_visitors_weigh_one_and_cannot_hide_anything_by_many_addresses(post):
    by_visitors(post, 10, reason="personal_data")
    assert {flag.weight for flag in Flag.objects.all()} == {1}
    assert state_of(post) == Post.Visibility.PUBLIC
    assert ReviewItem.objects.get().weight == 3


def test_visitors_add_to_what_members_say(post):
    flagged(post, 4)
    by_visitors(post, 2)
    assert state_of(post) == Post.Visibility.PUBLIC
    flagged(post, actor=VISITOR, email="another@example.org")
    assert state_of(post) == Post.Visibility.HIDDEN


def test_many_visitors_do_not_outweigh_what_members_say_it_is_hidden_for(post):
    by_visitors(post, 9, reason="abuse")
    flagged(post, 4)
    assert AuditEntry.objects.get(verb="post.hidden").reason == "spam"


def test_nor_do_those_who_are_banned(post):
    for _number in range(5):
        member = a_role(post.thread.community, level=1)
        flagged(post, actor=member, reason="abuse")
        Membership.objects.filter(member=member.member).update(state="banned")
    flagged(post, 4)
    assert AuditEntry.objects.get(verb="post.hidden").reason == "spam"


def test_the_report_of_an_erased_member_goes_on_to_weigh(post):
    erase_reports_of(flagged(post, 4).member)
    flagged(post, 1)
    assert state_of(post) == Post.Visibility.PUBLIC
    flagged(post, 0)
    assert state_of(post) == Post.Visibility.HIDDEN


def test_who_is_banned_reports_like_a_visitor(post):
    banned = [a_role(post.thread.community, level=4, state="banned") for _ in range(4)]
    reports = [flagged(post, actor=actor, reason="personal_data") for actor in banned]
    assert {report.weight for report in reports} == {1}
    assert state_of(post) == Post.Visibility.PUBLIC
    assert ReviewItem.objects.get().weight == 3


def test_what_somebody_reported_before_he_was_banned_weighs_like_that_of_a_visitor(post):
    report = flagged(post, 4)
    Membership.objects.filter(member=report.member).update(state="banned")
    flagged(post, 4)
    assert state_of(post) == Post.Visibility.PUBLIC


def test_every_report_is_reviewed_and_a_post_stands_once_in_the_queue(post):
    flagged(post)
    flagged(post, 2)
    item = ReviewItem.objects.get()
    assert (item.kind, item.post, item.member, item.language, item.weight) == (
        "flagged",
        post,
        post.author,
        "en",
        4,
    )


def test_two_independent_reports_of_personal_data_hide_a_post(post):
    flagged(post, reason="personal_data")
    assert state_of(post) == Post.Visibility.PUBLIC
    flagged(post, reason="personal_data")
    assert state_of(post) == Post.Visibility.HIDDEN


def test_the_first_report_of_personal_data_masks_what_is_found_everywhere():
    post = a_post(a_thread(), body="Call me at +49 30 1234567 or write to anna@example.org please")
    flagged(post, reason="personal_data")
    post.body.refresh_from_db()
    everything = post.body.source + post.body.html + post.body.plain
    assert "1234567" not in everything and "anna@" not in everything
    assert SealedFragment.objects.filter(text=post.body).count() == 2
    assert AuditEntry.objects.get(verb="post.masked").automatic


def test_where_nothing_is_found_nothing_is_masked(post):
    flagged(post, reason="personal_data")
    assert not AuditEntry.objects.filter(verb="post.masked").exists()


def test_a_wrong_translation_concerns_correctors_and_never_the_author(post):
    for level in (4, 4, 4):
        flagged(post, level, reason="translation", language="de")
    item = ReviewItem.objects.get()
    assert (item.kind, item.language, item.member) == ("translation_fix", "en", None)
    assert state_of(post) == Post.Visibility.PUBLIC


def test_a_hidden_answer_solves_nothing_until_it_is_back(post):
    accept_answer(actor=actor_for(post.thread.author), post=post)
    staff = a_role(post.thread.community, Membership.Role.AGENT)
    item = [flagged(post, 4), flagged(post, 4)] and ReviewItem.objects.get()
    assert Thread.objects.get(pk=post.thread_id).state == Thread.State.OPEN
    assert Post.objects.get(pk=post.pk).accepted is not None
    decide_review(actor=staff, item=item, verdict=Verdict(decision="approve"))
    assert Thread.objects.get(pk=post.thread_id).state == Thread.State.SOLVED


def test_in_a_private_community_nobody_else_reports():
    community = a_community(visibility="members")
    thread = a_thread(actor=a_role(community), category=a_category(community))
    with pytest.raises(NotFound):
        flagged(thread.posts.get(), actor=an_actor())
