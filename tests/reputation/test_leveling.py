"""Levels follow credit: reached at once, lost after a warning, told, and in the audit log."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import (
    accept_code,
    appoint,
    end_appointment,
    grant_level,
    join,
    renew_appointment,
)
from accounts.actions.levels import expire_grants
from accounts.models import Appointment, AuditEntry, Membership
from accounts.permissions import Privilege, allowed
from accounts.queries import actor_for
from core.errors import NotFound
from core.reconciling import reconcilers
from forum.actions import accept_answer, unaccept_answer, vote
from forum.models import Notification, Post
from reputation.actions.leveling import look_for_rise, review_level, review_levels
from reputation.levels import GRACE, Turn
from reputation.models import Balance, Claim, LedgerRow
from reputation.queries.levels import active_days, progress_of
from tests.builders import a_category, a_community, a_post, a_role, a_thread, an_actor
from tests.reputation.people import a_known_member, somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper():
    return somebody()


@pytest.fixture
def answer(helper):
    """An accepted answer that has been told of."""
    asker = somebody()
    answer = a_post(a_thread(actor=asker), actor=helper)
    accept_answer(actor=asker, post=answer)
    tell_all()
    return answer


def membership_of(actor, community):
    return Membership.objects.get(member=actor.member, community=community)


def earned(community, points):
    """A member's place with so many points, as if earned by many answers."""
    membership = join(member=a_known_member(), community=community)
    Balance.objects.create(membership=membership, points=points)
    return membership


def fresh(membership):
    return Membership.objects.get(pk=membership.pk)


def told(membership):
    rows = Notification.objects.filter(member=membership.member, type=Notification.Type.LEVEL)
    return list(rows.order_by("id").values_list("data", flat=True))


def verbs(membership):
    rows = AuditEntry.objects.filter(subject_type="membership", subject_id=membership.pk)
    return list(rows.order_by("id").values_list("verb", flat=True))


def after_grace(membership):
    Membership.objects.filter(pk=membership.pk).update(level_ends=timezone.now())


def test_one_accepted_answer_opens_voting(helper, answer):
    community = answer.thread.community
    membership = membership_of(helper, community)
    assert membership.level == 1
    assert [(row["level"], row["community"]) for row in told(membership)] == [(1, community.slug)]
    assert verbs(membership) == ["level.reached"]
    vote(actor=actor_for(helper.member), post=a_post(answer.thread), value=1)


def test_a_member_is_told_of_a_level_once(helper, answer):
    membership = membership_of(helper, answer.thread.community)
    for _ in "ab":
        assert review_level(membership_id=membership.pk) == Turn.STAYS
        review_levels()
    assert (len(told(membership)), len(verbs(membership))) == (1, 1)


def test_where_no_level_is_in_reach_two_queries_tell_so(helper, answer, django_assert_num_queries):
    community = answer.thread.community
    with django_assert_num_queries(2):
        assert not look_for_rise(member_id=helper.id, community_id=community.pk)


def test_a_lost_level_stays_for_two_weeks_and_its_member_is_warned(helper, answer):
    membership = membership_of(helper, answer.thread.community)
    unaccept_answer(actor=actor_for(answer.thread.author), post=answer)
    tell_all()
    assert [review_level(membership_id=membership.pk) for _ in "ab"] == [Turn.WARNED, Turn.WAITS]
    assert fresh(membership).level == 1
    assert fresh(membership).level_ends - timezone.now() <= GRACE
    assert "ends" in told(membership)[-1]
    after_grace(membership)
    assert review_level(membership_id=membership.pk) == Turn.FALLS
    assert (fresh(membership).level, fresh(membership).level_ends) == (0, None)
    assert verbs(membership) == ["level.reached", "level.lost"]


def test_who_earns_a_level_again_in_time_keeps_it(helper, answer):
    membership = membership_of(helper, answer.thread.community)
    asker = actor_for(answer.thread.author)
    unaccept_answer(actor=asker, post=answer)
    tell_all()
    review_levels()
    accept_answer(actor=asker, post=a_post(answer.thread, actor=helper))
    tell_all()
    review_levels()
    assert (fresh(membership).level, fresh(membership).level_ends) == (1, None)
    assert verbs(membership) == ["level.reached"]


def test_a_granted_level_is_a_floor_and_may_expire(helper, answer):
    community = answer.thread.community
    until = timezone.now() + timedelta(days=1)
    grant_level(member=helper.member, level=4, reason="trial", community=community, until=until)
    membership = membership_of(helper, community)
    assert (membership.level, membership.effective_level) == (1, 4)
    assert expire_grants() == 0
    Membership.objects.filter(pk=membership.pk).update(level_granted_until=timezone.now())
    assert fresh(membership).effective_level == 1, "it counts no longer, whoever tidies up"
    assert (expire_grants(), expire_grants()) == (1, 0)
    assert verbs(membership) == ["level.reached", "level.granted", "level.expired"]


def test_nobody_hears_of_levels_below_the_granted_one():
    community = a_community()
    membership = earned(community, 15)
    grant_level(member=membership.member, level=3, reason="trial", community=community)
    review_level(membership_id=membership.pk)
    Balance.objects.update(points=0)
    review_level(membership_id=membership.pk)
    after_grace(membership)
    review_level(membership_id=membership.pk)
    assert (told(membership), fresh(membership).level) == ([], 0)
    assert verbs(membership) == ["level.granted", "level.counted", "level.counted"]


def test_staff_have_no_level_to_win_or_lose():
    community = a_community()
    membership = earned(community, 500)
    Membership.objects.update(role=Membership.Role.AGENT, level=1)
    assert review_level(membership_id=membership.pk) == Turn.STAYS
    assert fresh(membership).level == 1


def test_reconciling_gives_what_nobody_was_there_to_give():
    membership = earned(a_community(), 25)
    assert [reconcilers()["levels"]() for _ in "ab"] == [1, 0]
    assert fresh(membership).level == 2


def test_the_highest_level_takes_an_appointment():
    community = a_community()
    membership = a_super_user(community)
    assert (fresh(membership).level, told(membership)[-1]["level"]) == (5, 5)
    assert allowed(actor_for(membership.member), Privilege.MODERATE, community)


def a_super_user(community):
    """Somebody who fulfils all that level 5 takes: granted what only months can show."""
    membership = earned(community, 2000)
    operator = a_role(community, Membership.Role.OPERATOR)
    appointment = appoint(actor=operator, membership=membership, languages=["de"])
    accept_code(actor=actor_for(membership.member), appointment=appointment)
    show_months_of_work(membership)
    review_level(membership_id=membership.pk)
    return membership


def show_months_of_work(membership):
    """An accepted answer a day for somebody of another language, all of a month."""
    thread = a_thread(category=a_category(membership.community))
    shared = {"member": membership.member, "community": membership.community}
    facts = {"version": 1, "requested": 15, "applied": 15, "object_type": "post", "event": 1}
    for day in range(31):
        then = timezone.now() - timedelta(days=day)
        post = a_post(thread, actor=actor_for(membership.member))
        Post.objects.filter(pk=post.pk).update(created=then)
        for code in ("answer_accepted", "bridge_language"):
            key = f"{code}/{membership.pk}/{day}"
            common = {**shared, **facts, "code": code, "object_id": post.pk, "thread_id": thread.pk}
            row = LedgerRow.objects.create(
                **common,
                happened=then,
                day=then.date(),
                state="posted",
                cause="earned",
                batch=1,
                key=key,
            )
            Claim.objects.create(
                **common, happened=then, day=then.date(), topic="accept", key=key, live=row
            )


def test_powers_end_with_the_appointment_at_once():
    community = a_community()
    membership = a_super_user(community)
    operator = a_role(community, Membership.Role.OPERATOR)
    end_appointment(actor=operator, appointment=Appointment.objects.get())
    tell_all()
    assert (fresh(membership).level, fresh(membership).moderated_languages) == (4, [])
    assert not allowed(actor_for(membership.member), Privilege.MODERATE, community)
    assert verbs(membership)[-1] == "level.lost"


def test_members_hear_what_becomes_of_their_appointment():
    community = a_community()
    operator, member = a_role(community, Membership.Role.OPERATOR), a_role(community)
    membership = membership_of(member, community)
    appointment = appoint(actor=operator, membership=membership, languages=["de"])
    accept_code(actor=member, appointment=appointment)
    renew_appointment(actor=operator, appointment=appointment)
    end_appointment(actor=operator, appointment=appointment)
    tell_all()
    assert [row["appointment"] for row in told(membership)] == ["appointed", "renewed", "ended"]


def test_active_days_are_days_and_not_deeds(helper, answer):
    community = answer.thread.community
    a_post(answer.thread, actor=helper)
    assert active_days(helper.member, community) == {timezone.now().date()}
    assert active_days(an_actor().member, community) == set()


def test_progress_is_for_the_member_and_who_appoints(helper, answer, django_assert_max_num_queries):
    community = answer.thread.community
    with django_assert_max_num_queries(10):
        progress = progress_of(actor_for(helper.member), helper.member, community)
    assert (progress.level, progress.next, progress.evidence.points) == (1, 2, 20)
    assert [met for _condition, met in progress.conditions] == [False, True]
    operator = a_role(community, Membership.Role.OPERATOR)
    assert progress_of(operator, helper.member, community) == progress
    with pytest.raises(NotFound):
        progress_of(somebody(), helper.member, community)


def test_who_never_took_part_is_at_the_beginning():
    community, actor = a_community(), an_actor()
    progress = progress_of(actor, actor.member, community)
    assert (progress.level, progress.next, progress.ends) == (0, 1, None)


@pytest.mark.django_db(transaction=True)
def test_two_that_look_at_once_reach_one_level():
    membership = earned(a_community(), 25)
    turns = []

    def look():
        try:
            turns.append(review_level(membership_id=membership.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(turns) == [Turn.RISES, *[Turn.STAYS] * 3]
    assert (len(told(membership)), verbs(membership)) == (1, ["level.reached"])
