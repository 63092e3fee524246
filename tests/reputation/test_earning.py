"""What members do in the forum becomes credit: each rule of the table that has its event."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.members import update_profile
from accounts.models import Member, Membership
from forum.actions import (
    accept_answer,
    confirm_answer,
    delete_post,
    unaccept_answer,
    unconfirm_answer,
    vote,
)
from forum.actions.flags import decide_flag, flag_post
from forum.actions.hiding import hide, show
from forum.actions.removal import restore_post
from forum.actions.rulings import Verdict, decide_review, undo_review
from forum.models import Post, ReviewItem, Thread
from reputation.actions import settle_due_removals
from reputation.models import LedgerRow, Removal
from tests.builders import a_post, a_regular, a_role, a_thread, an_actor
from tests.reputation.people import lines, points, somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return somebody()


@pytest.fixture
def helper():
    return somebody()


@pytest.fixture
def thread(asker):
    return a_thread(actor=asker)


@pytest.fixture
def answer(thread, helper):
    """Written long after the question."""
    Thread.objects.filter(pk=thread.pk).update(created=timezone.now() - timedelta(hours=3))
    thread.posts.update(created=timezone.now() - timedelta(hours=3))
    return a_post(thread, actor=helper)


def test_an_accepted_answer_earns_and_so_does_accepting(asker, helper, answer):
    accept_answer(actor=asker, post=answer)
    tell_all()
    assert lines(helper) == [("answer_accepted", 15, "posted")]
    assert lines(asker) == [("accept_given", 2, "posted"), ("welcome_accept", 2, "posted")]


def test_only_the_first_acceptance_is_welcomed(asker, helper, answer):
    accept_answer(actor=asker, post=answer)
    other = a_thread(actor=asker, category=answer.thread.category)
    accept_answer(actor=asker, post=a_post(other, actor=helper))
    tell_all()
    assert lines(asker, "welcome_accept") == [("welcome_accept", 2, "posted")]
    assert points(asker) == 2 + 2 + 2


def test_taking_an_acceptance_back_takes_back_all_of_it(asker, helper, thread):
    german = (
        "Der Router braucht einen anderen Kanal, denn die Nachbarn benutzen am Abend alle "
        "denselben. Stelle ihn bitte in den Einstellungen um."
    )
    answer = a_post(thread, actor=helper, language="de", body=german)
    accept_answer(actor=asker, post=answer)
    tell_all()
    assert {code for code, _points, _state in lines(helper)} == {
        "answer_accepted",
        "bridge_language",
        "short_notice",
    }
    assert points(helper) == 25
    unaccept_answer(actor=asker, post=answer)
    tell_all()
    assert (points(helper), points(asker)) == (0, 0)
    batches = LedgerRow.objects.filter(member=helper.member, cause="withdrawn")
    assert batches.values("batch").distinct().count() == 1


def test_another_choice_moves_the_credit(asker, helper, thread, answer):
    other = somebody()
    accept_answer(actor=asker, post=answer)
    later = a_post(thread, actor=other)
    Post.objects.filter(pk=later.pk).update(created=timezone.now() + timedelta(hours=2))
    accept_answer(actor=asker, post=later)
    tell_all()
    assert (points(helper), points(other)) == (0, 15)


def test_nobody_earns_by_accepting_his_own_answer(asker, thread):
    accept_answer(actor=asker, post=a_post(thread, actor=asker, kind="answer"))
    tell_all()
    assert lines(asker) == []


def test_the_acceptance_of_a_new_account_is_held(helper):
    newcomer = an_actor()
    thread = a_thread(actor=newcomer)
    accept_answer(actor=newcomer, post=a_post(thread, actor=helper))
    tell_all()
    assert ("answer_accepted", 15, "held") in lines(helper)
    assert (points(helper), points(newcomer)) == (0, 0)


def test_an_answer_within_the_hour_came_at_short_notice(asker, helper, thread):
    accept_answer(actor=asker, post=a_post(thread, actor=helper))
    tell_all()
    assert ("short_notice", 5, "posted") in lines(helper)


GERMAN = (
    "Der Router braucht einen anderen Kanal, denn die Nachbarn benutzen am Abend alle denselben. "
    "Stelle ihn bitte in den Einstellungen um."
)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("de", "Stelle bitte den Kanal um."),
        (
            "de",
            "Please set the router to another channel, because all neighbours use the same one.",
        ),
    ],
    ids=["too short", "another language than it says"],
)
def test_what_is_too_short_or_only_says_so_is_no_bridge(asker, helper, thread, language, body):
    accept_answer(actor=asker, post=a_post(thread, actor=helper, language=language, body=body))
    tell_all()
    assert lines(helper, "bridge_language") == []


def test_an_answer_in_another_language_is_a_bridge_and_says_between_which(asker, helper, thread):
    answer = a_post(thread, actor=helper, language="de", body=GERMAN)
    accept_answer(actor=asker, post=answer)
    tell_all()
    row = LedgerRow.objects.get(code="bridge_language")
    assert (row.member_language, row.giver_language, row.applied) == ("de", "en", 5)


def in_countries(one: str, other: str, *, days: int = 100) -> tuple:
    return somebody(country=one, days=days), somebody(country=other)


@pytest.mark.parametrize(
    ("one", "other", "days", "bridges"),
    [("AT", "PT", 100, 1), ("AT", "AT", 100, 0), ("AT", "", 100, 0), ("AT", "PT", 29, 0)],
)
def test_help_across_countries_is_a_bridge(one, other, days, bridges):
    helper, asker = in_countries(one, other, days=days)
    accept_answer(actor=asker, post=a_post(a_thread(actor=asker), actor=helper))
    tell_all()
    assert len(lines(helper, "bridge_country")) == bridges


def test_a_country_named_lately_makes_no_bridge(helper):
    asker = somebody(country="PT")
    update_profile(
        member=asker.member,
        display_name="",
        reading_language="en",
        written_languages=["en"],
        kept_languages=[],
        country="FR",
        timezone="UTC",
    )
    Member.objects.filter(pk=helper.id).update(country="AT")
    accept_answer(actor=asker, post=a_post(a_thread(actor=asker), actor=helper))
    tell_all()
    assert lines(helper, "bridge_country") == []


def test_votes_earn_for_answers_and_questions(asker, helper, thread, answer):
    opening = thread.posts.get(kind=Post.Kind.OPENING)
    vote(actor=somebody(level=2), post=answer, value=1)
    vote(actor=somebody(level=2), post=opening, value=1)
    tell_all()
    assert lines(helper) == [("answer_up", 10, "posted")]
    assert lines(asker) == [("question_up", 5, "posted")]


def test_votes_on_comments_and_discussions_sort_and_earn_nothing(thread):
    helper = somebody(level=1)
    comment = a_post(thread, actor=helper, kind="comment")
    talk = a_thread(actor=helper, kind="discussion").posts.get(kind=Post.Kind.OPENING)
    for post in (comment, talk):
        vote(actor=somebody(level=2), post=post, value=1)
    tell_all()
    assert lines(helper) == []


def test_not_useful_costs_both_a_little(helper, answer):
    critic = somebody(level=2)
    vote(actor=critic, post=answer, value=-1, reason="wrong")
    tell_all()
    assert (points(helper), points(critic)) == (-2, -1)
    vote(actor=critic, post=answer, value=1)
    tell_all()
    assert (points(helper), points(critic)) == (10, 0)


def test_a_vote_taken_back_leaves_nothing(helper, answer):
    voter = somebody(level=2)
    for value in (1, 0, 1, 0):
        vote(actor=voter, post=answer, value=value)
    tell_all()
    assert points(helper) == 0
    assert [applied for _code, applied, _state in lines(helper)] == [10, -10, 10, -10]


def test_votes_of_new_or_unverified_members_wait(helper, answer):
    vote(actor=a_regular(), post=answer, value=1)
    tell_all()
    assert lines(helper) == [("answer_up", 10, "pending")]
    assert points(helper) == 0


def test_who_was_helped_too_confirms_it(helper, answer):
    other = somebody()
    confirm_answer(actor=other, post=answer)
    tell_all()
    assert lines(helper) == [("solved_me_too", 5, "posted")]
    unconfirm_answer(actor=other, post=answer)
    tell_all()
    assert points(helper) == 0


@pytest.mark.parametrize("role", [Membership.Role.AGENT, Membership.Role.OPERATOR])
def test_staff_earns_nothing_in_its_own_community(thread, asker, role):
    staff = a_role(thread.community, role)
    answer = a_post(thread, actor=staff)
    accept_answer(actor=asker, post=answer)
    vote(actor=somebody(level=2), post=answer, value=1)
    tell_all()
    assert lines(staff) == []


def test_an_upheld_report_earns_and_abuse_costs_what_the_post_gained(thread, helper, answer):
    vote(actor=somebody(level=2), post=answer, value=1)
    reporter = somebody()
    flag = flag_post(actor=reporter, post=answer, reason="spam", language="en")
    operator = a_role(thread.community, Membership.Role.OPERATOR)
    decide_flag(actor=operator, flag=flag, upheld=True, statement="It is advertising.")
    tell_all()
    assert (points(reporter), points(helper)) == (1, -100)
    show(Post.objects.get(pk=answer.pk), by=operator.member)
    tell_all()
    assert (points(reporter), points(helper)) == (1, 10)


def found_to_be_spam(answer: Post) -> Member:
    """An answer that earned, stood long and is hidden for spam now; who decided so."""
    for _ in "abc":
        vote(actor=somebody(level=2), post=answer, value=1)
    flag = flag_post(actor=somebody(), post=answer, reason="spam", language="en")
    operator = a_role(answer.thread.community, Membership.Role.OPERATOR)
    decide_flag(actor=operator, flag=flag, upheld=True, statement="It is advertising.")
    Post.objects.filter(pk=answer.pk).update(created=timezone.now() - timedelta(days=61))
    tell_all()
    assert operator.member is not None
    return operator.member


def test_deleting_and_restoring_what_is_hidden_for_spam_gives_nothing_back(helper, answer):
    operator = found_to_be_spam(answer)
    assert points(helper) == -100
    delete_post(actor=helper, post=answer)
    tell_all()
    Removal.objects.update(due=timezone.now())
    settle_due_removals()
    assert points(helper) == -100
    restore_post(actor=helper, post=answer)
    tell_all()
    assert points(helper) == -100
    show(Post.objects.get(pk=answer.pk), by=operator)
    tell_all()
    assert points(helper) == 30


@pytest.mark.parametrize(("gone", "gains"), [("hidden by reports", 10), ("deleted", 0)])
def test_undoing_a_decision_gives_back_what_abuse_cost_whoever_may_read_the_post(
    helper, answer, gone, gains
):
    vote(actor=somebody(level=2), post=answer, value=1)
    flag_post(actor=somebody(), post=answer, reason="spam", language="en")
    if gone == "deleted":
        delete_post(actor=helper, post=answer)
    else:
        hide(Post.objects.get(pk=answer.pk), by=None, reason="spam")
    agent, item = a_role(answer.thread.community, "agent"), ReviewItem.objects.get()
    decide_review(actor=agent, item=item, verdict=Verdict(decision="hide", reason="spam"))
    tell_all()
    assert points(helper) == -100
    undo_review(actor=agent, item=item)
    tell_all()
    assert Post.objects.get(pk=answer.pk).visibility != Post.Visibility.PUBLIC
    assert points(helper) == gains


def test_what_is_hidden_for_another_reason_keeps_its_gains_when_its_author_restores_it(
    helper, answer
):
    vote(actor=somebody(level=2), post=answer, value=1)
    operator = a_role(answer.thread.community, Membership.Role.OPERATOR)
    hide(Post.objects.get(pk=answer.pk), by=operator.member, reason="off_topic")
    delete_post(actor=helper, post=answer)
    restore_post(actor=helper, post=answer)
    tell_all()
    Removal.objects.update(due=timezone.now())
    settle_due_removals()
    assert points(helper) == 10


@pytest.mark.parametrize(("reason", "upheld"), [("off_topic", True), ("spam", False)])
def test_other_decisions_cost_the_author_nothing(thread, helper, answer, reason, upheld):
    reporter = somebody()
    flag = flag_post(actor=reporter, post=answer, reason=reason, language="en")
    operator = a_role(thread.community, Membership.Role.OPERATOR)
    decide_flag(actor=operator, flag=flag, upheld=upheld, statement="We looked at it.")
    tell_all()
    assert (points(reporter), points(helper)) == (int(upheld), 0)


def test_two_reports_of_the_same_abuse_cost_once(thread, helper, answer):
    flags = [flag_post(actor=somebody(), post=answer, reason="abuse", language="en") for _ in "ab"]
    operator = a_role(thread.community, Membership.Role.OPERATOR)
    for flag in flags:
        decide_flag(actor=operator, flag=flag, upheld=True, statement="It insults somebody.")
    tell_all()
    assert points(helper) == -100


def test_deleting_ends_the_acceptance_at_once(asker, helper, answer):
    accept_answer(actor=asker, post=answer)
    delete_post(actor=helper, post=answer)
    tell_all()
    assert (points(helper), points(asker)) == (0, 0)


def test_an_answer_that_stood_long_keeps_its_acceptance(asker, helper, answer):
    accept_answer(actor=asker, post=answer)
    for _ in "abc":
        vote(actor=somebody(level=2), post=answer, value=1)
    Post.objects.filter(kind="answer").update(created=timezone.now() - timedelta(days=61))
    Post.objects.filter(kind="opening").update(created=timezone.now() - timedelta(days=62))
    delete_post(actor=helper, post=answer)
    tell_all()
    assert points(helper) == 15 + 30
