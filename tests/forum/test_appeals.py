"""Objecting to decisions, and deciding on that."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import ban_member, lift_sanction, pause_member, request_deletion, warn_member
from accounts.actions.audit import record
from accounts.actions.deletion import delete_member
from accounts.models import AuditEntry, Membership, Sanction
from accounts.queries import actor_for
from core import outbox
from core.errors import InvalidInput, NotFound, NotPermitted
from forum.actions import delete_post
from forum.actions.appeals import appeal, decide_appeal
from forum.actions.flags import flag_post
from forum.actions.rulings import Verdict, decide_review
from forum.errors import (
    AppealDecidedAlready,
    AppealedAlready,
    DecidedFirst,
    NoAppeal,
)
from forum.models import Appeal, DecisionNotice, Notification, Post, ReviewItem
from forum.queries.decisions import decision_told, decisions_of
from forum.reviews.appeals import exhibits
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor
from translation.models import Text

pytestmark = pytest.mark.django_db

WORDS = "Ich habe niemanden beleidigt."


def tell():
    while outbox.dispatch():
        pass


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def agent(community):
    return a_role(community, "agent")


@pytest.fixture
def colleague(community):
    return a_role(community, "agent")


@pytest.fixture
def member(community):
    return a_role(community)


@pytest.fixture
def paused(agent, member, community):
    """The notice of a pause."""
    sanction = pause_member(
        actor=agent, membership=member.memberships[community.pk], hours=24, reason="abuse"
    )
    tell()
    return decision_told(actor_for(member.member), sanction.entry_id)


def again(actor):
    return actor_for(actor.member)


def test_a_paused_member_objects_and_it_waits_in_the_queue(paused, member, community):
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    item = ReviewItem.objects.get(kind="appeal")
    assert (item.subject_id, item.community, item.member) == (row.pk, community, member.member)
    assert row.text.source == WORDS


def test_one_objects_once(paused, member):
    appeal(actor=again(member), notice=paused, words=WORDS)
    with pytest.raises(AppealedAlready):
        appeal(actor=again(member), notice=paused, words="Once more.")


def test_after_fourteen_days_it_is_too_late(paused, member):
    before = timezone.now() - timedelta(days=14, seconds=1)
    DecisionNotice.objects.update(created=before)
    with pytest.raises(NoAppeal):
        appeal(actor=again(member), notice=paused, words=WORDS)


@pytest.mark.parametrize("words", ["", " \n ", "\0", "x" * 4001])
def test_an_objection_says_something(paused, member, words):
    with pytest.raises(InvalidInput) as refused:
        appeal(actor=again(member), notice=paused, words=words)
    assert "words" in refused.value.fields


def test_nobody_objects_for_somebody_else(paused):
    with pytest.raises(NotFound):
        appeal(actor=an_actor(), notice=paused, words=WORDS)


def test_what_was_taken_back_needs_no_objection(paused, member, agent):
    lift_sanction(actor=agent, sanction=paused.entry.sanction)
    tell()
    with pytest.raises(NoAppeal):
        appeal(actor=again(member), notice=paused, words=WORDS)
    lifted = decisions_of(again(member)).items[0]
    assert lifted.entry.verb == "sanction.lifted"
    with pytest.raises(NoAppeal):
        appeal(actor=again(member), notice=lifted, words=WORDS)


def test_somebody_else_decides_and_the_pause_ends(paused, member, agent, colleague):
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    with pytest.raises(DecidedFirst):
        decide_appeal(actor=agent, appeal=row, upheld=True, answer="Sorry.")
    decided = decide_appeal(actor=colleague, appeal=row, upheld=True, answer="Sorry.")
    assert (decided.state, decided.alone, decided.answer.source) == ("upheld", False, "Sorry.")
    assert Membership.objects.get(member=member.member).state == "active"
    assert Sanction.objects.get().lifted_by == colleague.member
    assert ReviewItem.objects.get(kind="appeal").state == "decided"
    entry = AuditEntry.objects.get(verb="appeal.upheld")
    assert (entry.actor, entry.member) == (colleague.member, member.member)


def test_where_nobody_else_is_the_same_person_decides_and_it_is_said(paused, member, agent):
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    assert decide_appeal(actor=agent, appeal=row, upheld=False, answer="No.").alone


def test_a_paused_colleague_is_nobody_else(paused, member, agent, colleague, community):
    Membership.objects.filter(member=colleague.member).update(state="paused")
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    assert decide_appeal(actor=agent, appeal=row, upheld=False, answer="No.").alone


def test_a_refusal_changes_nothing_and_says_why(paused, member, colleague):
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    decide_appeal(actor=colleague, appeal=row, upheld=False, answer="You did.")
    assert Membership.objects.get(member=member.member).state == "paused"
    told = Notification.objects.get(key=f"appeal:{row.pk}")
    assert told.data == {"entry": paused.entry_id, "appeal": "refused"}
    with pytest.raises(InvalidInput):
        decide_appeal(actor=colleague, appeal=another(member, colleague), upheld=True, answer="")


def another(member, agent):
    """A second appeal, against a warning."""
    membership = Membership.objects.get(member=member.member)
    warning = warn_member(actor=agent, membership=membership, reason="spam")
    tell()
    notice = decision_told(actor_for(member.member), warning.entry_id)
    return appeal(actor=actor_for(member.member), notice=notice, words=WORDS)


def test_what_is_decided_is_not_decided_again(paused, member, colleague):
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    decide_appeal(actor=colleague, appeal=row, upheld=False, answer="You did.")
    with pytest.raises(AppealDecidedAlready):
        decide_appeal(actor=colleague, appeal=row, upheld=True, answer="Yes.")


def test_an_appeal_is_decided_in_the_queue(paused, member, colleague):
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    item = ReviewItem.objects.get(kind="appeal")
    with pytest.raises(InvalidInput):
        decide_review(actor=colleague, item=item, verdict=Verdict(decision="refuse"))
    decide_review(
        actor=colleague, item=item, verdict=Verdict(decision="uphold", statement="Sorry.")
    )
    row.refresh_from_db()
    assert (row.state, row.answer.source) == ("upheld", "Sorry.")
    assert Membership.objects.get(member=member.member).state == "active"


def test_who_decided_first_is_refused_in_the_queue_as_well(paused, member, agent, colleague):
    appeal(actor=again(member), notice=paused, words=WORDS)
    item = ReviewItem.objects.get(kind="appeal")
    with pytest.raises(DecidedFirst):
        decide_review(actor=agent, item=item, verdict=Verdict(decision="refuse", statement="No."))


def test_the_queue_shows_appeal_and_decision_in_two_queries(
    paused, member, colleague, django_assert_num_queries
):
    appeal(actor=again(member), notice=paused, words=WORDS)
    items = list(ReviewItem.objects.filter(kind="appeal"))
    with django_assert_num_queries(2):
        (exhibit,) = exhibits(colleague, items).values()
    assert exhibit.words[0].text.source == WORDS
    assert [str(fact.value) for fact in exhibit.facts] == [
        "Member paused",
        "Staff of the company",
        "Insults or harasses somebody",
    ]


def test_only_staff_of_the_community_decides(paused, member):
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    for actor in (a_role(a_community(), "agent"), an_actor(), actor_for(None)):
        with pytest.raises((NotFound, NotPermitted)):
            decide_appeal(actor=actor, appeal=row, upheld=True, answer="Yes.")


def test_an_agent_cannot_lift_the_ban_of_an_operator_by_an_appeal(member, colleague, community):
    operator = a_role(community, "operator")
    ban = ban_member(actor=operator, membership=member.memberships[community.pk], reason="spam")
    tell()
    notice = decision_told(again(member), ban.entry_id)
    row = appeal(actor=again(member), notice=notice, words=WORDS)
    with pytest.raises(NotPermitted):
        decide_appeal(actor=colleague, appeal=row, upheld=True, answer="Yes.")
    assert Appeal.objects.get().state == "open"


def test_a_post_that_staff_deleted_comes_back(agent, colleague, community):
    thread = a_thread(category=a_category(community))
    author = an_actor()
    post = a_post(thread, actor=author)
    delete_post(actor=agent, post=post, reason="off_topic")
    tell()
    notice = decisions_of(again(author)).items[0]
    assert (notice.entry.verb, notice.entry.reason) == ("post.deleted", "off_topic")
    row = appeal(actor=again(author), notice=notice, words=WORDS)
    decide_appeal(actor=colleague, appeal=row, upheld=True, answer="Right.")
    assert Post.objects.get(pk=post.pk).visibility == Post.Visibility.PUBLIC


@pytest.fixture
def deleted_by_two(agent, colleague, community):
    """An author's appeal against what one proposed and another carried out."""
    author = an_actor()
    post = a_post(a_thread(category=a_category(community)), actor=author)
    flag_post(actor=an_actor(), post=post, reason="illegal", language="en")
    item, verdict = ReviewItem.objects.get(), Verdict(decision="delete", reason="illegal")
    for decider in (agent, colleague):
        decide_review(actor=decider, item=item, verdict=verdict)
    tell()
    return appeal(actor=again(author), notice=decisions_of(again(author)).items[0], words=WORDS)


def test_neither_of_the_two_who_deleted_a_post_decides_on_the_appeal(
    deleted_by_two, agent, colleague, community
):
    third = a_role(community, "agent")
    for decider in (agent, colleague):
        with pytest.raises(DecidedFirst):
            decide_appeal(actor=decider, appeal=deleted_by_two, upheld=False, answer="No.")
    assert not decide_appeal(actor=third, appeal=deleted_by_two, upheld=True, answer="Yes.").alone


def test_where_nobody_but_those_two_is_either_decides_and_it_is_said(deleted_by_two, agent):
    assert decide_appeal(actor=agent, appeal=deleted_by_two, upheld=False, answer="No.").alone


def test_decisions_that_nothing_undoes_are_answered_by_people(member, colleague, community):
    entry = record(
        community=community,
        actor=a_role(community, "operator").member,
        verb="level.lost",
        subject=("membership", member.memberships[community.pk].pk),
        member=member.member,
    )
    tell()
    row = appeal(actor=member, notice=decision_told(member, entry.pk), words=WORDS)
    assert decide_appeal(actor=colleague, appeal=row, upheld=True, answer="We see to it.")


def test_an_erased_member_takes_words_and_appeal_along(paused, member, colleague):
    row = appeal(actor=again(member), notice=paused, words=WORDS)
    deletion = request_deletion(actor=again(member), erase_texts=False)
    delete_member(deletion=deletion)
    assert not Appeal.objects.exists() and not DecisionNotice.objects.exists()
    assert WORDS not in str(list(Text.objects.values_list("source", flat=True)))
    assert ReviewItem.objects.get().state == "decided"
    assert AuditEntry.objects.filter(verb="member.paused", member=None).exists()
    with pytest.raises(NotFound):
        decide_appeal(actor=colleague, appeal=row, upheld=True, answer="Yes.")


@pytest.mark.django_db(transaction=True)
def test_of_two_deciders_at_once_one_decides(agent, colleague, member, community):
    sanction = pause_member(
        actor=a_role(community, "operator"),
        membership=member.memberships[community.pk],
        hours=24,
        reason="abuse",
    )
    tell()
    notice = decision_told(again(member), sanction.entry_id)
    row = appeal(actor=again(member), notice=notice, words=WORDS)
    outcomes = []

    def decide(actor, upheld):
        try:
            decide_appeal(actor=actor, appeal=row, upheld=upheld, answer="So.")
            outcomes.append("decided")
        except AppealDecidedAlready:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=args) for args in [(agent, True), (colleague, False)]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided", "late"]
    assert AuditEntry.objects.filter(verb__startswith="appeal.").count() == 1
