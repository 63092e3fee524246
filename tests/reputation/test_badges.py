"""Badges: deserved by what was done, given once, told once, kept."""

import pytest
from django.utils import translation

from accounts.models import Membership
from core.reconciling import reconcilers
from forum.actions import accept_answer, unaccept_answer
from forum.actions.removal import delete_post
from forum.models import Notification
from reputation.actions.awarding import award
from reputation.badges import EARNED, FAMILIES, GOLD, LEVELS
from reputation.models import Award, Claim
from reputation.queries.merits import Place
from tests.builders import a_category, a_post, a_role, a_thread
from tests.reputation.people import somebody, tell_all
from translation.actions.terms import decide_term, propose_term
from translation.terms import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    return somebody("de")


@pytest.fixture
def category():
    return a_category()


def badges_of(actor):
    rows = Award.objects.filter(member=actor.member).order_by("badge", "level")
    return list(rows.values_list("badge", "level"))


def told(actor):
    rows = Notification.objects.filter(member=actor.member, type=Notification.Type.BADGE)
    return list(rows.order_by("id").values_list("data__badge", "data__metal"))


def an_answer(category, helper, asker=None):
    return a_post(a_thread(actor=asker or somebody(), category=category), actor=helper)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_every_badge_says_in_words_what_each_level_takes(family):
    assert list(family.counts) == sorted(set(family.counts))
    with translation.override("en"):
        said = [family.takes_for(level) for level in LEVELS]
    assert len(set(said)) == len(LEVELS)
    assert not any("%" in each for each in said)
    assert str(family.counts[GOLD - 1]) in said[-1]
    assert [family.level_for(count) for count in (0, *family.counts)] == [0, *LEVELS]


def test_the_first_answer_to_a_question_of_somebody_else_is_a_first_reply(category, helper):
    answer = an_answer(category, helper)
    second = somebody()
    a_post(answer.thread, actor=second)
    tell_all()
    assert ("first_reply", 1) in badges_of(helper)
    assert badges_of(second) == [("welcome", 1)]


def test_a_comment_or_an_answer_to_oneself_is_no_first_reply(category):
    helper = a_role(category.community, level=1)
    own = a_thread(actor=helper, category=category)
    a_post(own, actor=helper, kind="answer")
    a_post(a_thread(actor=somebody(), category=category), actor=helper, kind="comment")
    tell_all()
    assert badges_of(helper) == []


def test_who_answers_the_first_question_of_somebody_welcomes(category, helper):
    asker = somebody()
    a_thread(actor=asker, category=category)
    an_answer(category, helper, asker)
    tell_all()
    assert badges_of(helper) == [("first_reply", 1)]
    an_answer(category, helper)
    tell_all()
    assert badges_of(helper) == [("first_reply", 1), ("welcome", 1)]


def test_an_acceptance_is_seen_on_both_sides_and_told_once(category, helper):
    asker = somebody()
    answer = an_answer(category, helper, asker)
    for _ in range(2):
        accept_answer(actor=asker, post=answer)
        tell_all()
        unaccept_answer(actor=asker, post=answer)
        tell_all()
        answer.refresh_from_db()
    assert ("short_notice", 1) in badges_of(helper)
    assert badges_of(asker) == [("thanks", 1)]
    assert told(asker) == [("thanks", 1)]


def test_what_waits_earns_no_badge_before_it_counts(category, helper):
    asker = somebody(days=0)
    accept_answer(actor=asker, post=an_answer(category, helper, asker))
    tell_all()
    assert badges_of(asker) == []


def decided_terms(decider, community, count):
    author = a_role(community, level=1)
    for number in range(count):
        wanted = Term("en", "de", f"bridge {number}", f"Brücke {number}")
        term = propose_term(actor=author, community=community, term=wanted)
        decide_term(actor=decider, term=term, approve=True)
    tell_all()
    return author


def test_deciding_on_what_others_propose_is_a_review(category):
    decider = a_role(category.community, level=4)
    author = decided_terms(decider, category.community, 10)
    assert badges_of(decider) == [("review", 1)]
    assert ("terms", 1) in badges_of(author)


def test_several_levels_at_once_are_told_as_the_highest(category, helper):
    for _ in range(10):
        an_answer(category, helper)
    tell_all()
    Award.objects.all().delete()
    Notification.objects.all().delete()
    assert reconcilers()["badges"]() == 4
    assert badges_of(helper) == [
        *(("first_reply", level) for level in (1, 2)),
        *(("welcome", level) for level in (1, 2)),
    ]
    assert told(helper) == [("first_reply", 2), ("welcome", 2)]


def test_reconciling_twice_gives_nothing_twice(category, helper):
    an_answer(category, helper)
    tell_all()
    assert reconcilers()["badges"]() == 0
    assert len(told(helper)) == 2


def test_a_badge_stays_when_the_post_goes(category, helper):
    answer = an_answer(category, helper)
    tell_all()
    delete_post(actor=helper, post=answer)
    tell_all()
    assert reconcilers()["badges"]() == 0
    assert ("first_reply", 1) in badges_of(helper)


@pytest.mark.parametrize("change", [{"state": "banned"}, {"role": "agent"}])
def test_who_is_banned_or_staff_gets_none(category, helper, change):
    an_answer(category, helper)
    Membership.objects.filter(member=helper.member).update(**change)
    tell_all()
    assert badges_of(helper) == []
    assert reconcilers()["badges"]() == 0


def test_looking_costs_the_same_however_much_was_done(
    category, helper, django_assert_max_num_queries
):
    asker = somebody()
    for _ in range(3):
        accept_answer(actor=asker, post=an_answer(category, helper, asker))
    tell_all()
    assert Claim.objects.filter(member=helper.member).count() > 3
    place = Place(helper.member.pk, category.community.pk)
    with django_assert_max_num_queries(5):
        assert award(place=place, badges=sorted(EARNED)) == []
