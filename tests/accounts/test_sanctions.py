"""Warnings, pauses and bans: who may, what follows, and how they overlap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import ban_member, lift_sanction, pause_member, warn_member
from accounts.actions.sanctions import end_pauses
from accounts.models import AuditEntry, Membership, Sanction
from accounts.permissions import Privilege, allowed, communities_with, require
from accounts.queries import actor_for
from accounts.standing_errors import (
    BannedAlready,
    MemberBanned,
    MemberPaused,
    NotAboveThem,
    PausedAlready,
    SanctionOver,
)
from core.errors import InvalidInput, NotPermitted, NotSignedIn
from tests.builders import a_community, a_member, a_role, an_actor

pytestmark = pytest.mark.django_db

Role, State = Membership.Role, Membership.State


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def agent(community):
    return a_role(community, Role.AGENT)


@pytest.fixture
def operator(community):
    return a_role(community, Role.OPERATOR)


@pytest.fixture
def member(community):
    return a_role(community)


def membership_of(actor):
    return Membership.objects.get(member=actor.member)


def pause(actor, target, hours=24):
    return pause_member(actor=actor, membership=membership_of(target), hours=hours, reason="abuse")


def ban(actor, target):
    return ban_member(actor=actor, membership=membership_of(target), reason="spam")


def over(target):
    """Let the time of a pause pass."""
    before = timezone.now() - timedelta(seconds=1)
    Membership.objects.filter(member=target.member).update(paused_until=before)
    Sanction.objects.filter(membership__member=target.member).exclude(until=None).update(
        until=before
    )


def test_a_warning_is_written_down_and_changes_nothing(agent, member):
    sanction = warn_member(
        actor=agent, membership=membership_of(member), reason="abuse", note="third time"
    )
    assert membership_of(member).state == State.ACTIVE
    entry = sanction.entry
    assert (entry.verb, entry.member, entry.actor) == ("member.warned", member.member, agent.member)
    assert (entry.reason, entry.note) == ("abuse", "third time")


def test_a_paused_member_reads_only_and_hears_until_when(agent, member, community):
    sanction = pause(agent, member)
    with pytest.raises(MemberPaused) as refused:
        require(actor_for(member.member), Privilege.ASK, community)
    assert refused.value.until == sanction.until
    assert allowed(actor_for(member.member), Privilege.READ, community)


def test_a_pause_ends_by_itself_however_late_the_worker_is(agent, member, community):
    pause(agent, member)
    over(member)
    assert membership_of(member).state == State.PAUSED
    back = actor_for(member.member)
    assert allowed(back, Privilege.ASK, community)
    assert community.pk in communities_with(back, Privilege.ASK)


def test_permissions_ask_no_question_of_the_database(
    agent, member, community, django_assert_num_queries
):
    pause(agent, member)
    with django_assert_num_queries(1):
        allowed(actor_for(member.member), Privilege.ASK, community)


def test_tidying_up_after_pauses_is_written_down_once(agent, member):
    pause(agent, member)
    assert end_pauses() == 0
    over(member)
    assert (end_pauses(), end_pauses()) == (1, 0)
    entry = AuditEntry.objects.get(verb="pause.ended")
    assert entry.automatic and entry.member == member.member
    assert (membership_of(member).state, membership_of(member).paused_until) == (
        State.ACTIVE,
        None,
    )


def test_a_banned_member_is_a_visitor_who_is_told_why(operator, member, community):
    ban(operator, member)
    banned = actor_for(member.member)
    with pytest.raises(MemberBanned):
        require(banned, Privilege.ASK, community)
    assert allowed(banned, Privilege.READ, community)


def test_what_a_banned_member_never_could_is_refused_as_before(operator, member, community):
    ban(operator, member)
    with pytest.raises(NotPermitted) as refused:
        require(actor_for(member.member), Privilege.WHISPER, community)
    assert refused.value.code == "not_permitted"


def test_a_pause_that_ends_while_a_ban_stands_changes_nothing(agent, operator, member):
    pause(agent, member)
    ban(operator, member)
    over(member)
    assert end_pauses() == 0
    assert membership_of(member).present_state == State.BANNED


def test_lifting_a_ban_leaves_the_pause_below_it(agent, operator, member):
    paused, banned = pause(agent, member, 168), ban(operator, member)
    lift_sanction(actor=operator, sanction=banned)
    assert membership_of(member).present_state == State.PAUSED
    assert membership_of(member).paused_until == paused.until


def test_of_two_pauses_the_longer_one_holds(agent, operator, member):
    pause(agent, member)
    longer = pause(operator, member, 72)
    assert membership_of(member).paused_until == longer.until
    with pytest.raises(PausedAlready):
        pause(agent, member, 24)


def test_lifting_the_longer_pause_leaves_the_shorter_one(agent, operator, member):
    shorter, longer = pause(agent, member), pause(operator, member, 72)
    lift_sanction(actor=agent, sanction=longer)
    assert membership_of(member).paused_until == shorter.until


def test_lifting_says_in_the_log_what_it_takes_back(agent, member):
    sanction = pause(agent, member)
    lifted = lift_sanction(actor=agent, sanction=sanction, note="a mistake")
    entry = AuditEntry.objects.get(verb="sanction.lifted")
    assert (entry.undoes, entry.note, lifted.lifted_by) == (
        sanction.entry,
        "a mistake",
        agent.member,
    )
    assert membership_of(member).state == State.ACTIVE


def test_what_is_lifted_or_over_is_not_lifted_again(agent, member):
    sanction = pause(agent, member)
    over(member)
    with pytest.raises(SanctionOver):
        lift_sanction(actor=agent, sanction=sanction)
    warning = warn_member(actor=agent, membership=membership_of(member), reason="abuse")
    lift_sanction(actor=agent, sanction=warning)
    with pytest.raises(SanctionOver):
        lift_sanction(actor=agent, sanction=warning)


def test_a_second_ban_is_no_ban(operator, member):
    ban(operator, member)
    with pytest.raises(BannedAlready):
        ban(operator, member)
    with pytest.raises(BannedAlready):
        pause(operator, member)


def test_nobody_decides_about_staff_of_his_rank_or_above(agent, operator, community):
    colleague, other = a_role(community, Role.AGENT), a_role(community, Role.OPERATOR)
    for actor, target in [(agent, colleague), (agent, operator), (operator, other)]:
        with pytest.raises(NotAboveThem):
            pause(actor, target)
    pause(operator, agent)


def test_nobody_decides_about_himself_nor_about_who_runs_the_installation(agent, community):
    with pytest.raises(NotAboveThem):
        pause(agent, agent)
    runs_it_all = a_member(is_superuser=True)
    Membership.objects.create(member=runs_it_all, community=community)
    with pytest.raises(NotAboveThem):
        pause_member(
            actor=agent, membership=runs_it_all.memberships.get(), hours=24, reason="abuse"
        )


def test_only_operators_ban_and_members_do_nothing(agent, member, community):
    with pytest.raises(NotPermitted):
        ban(agent, member)
    with pytest.raises(NotPermitted):
        pause(a_role(community, level=5), member)
    with pytest.raises(NotPermitted):
        pause(an_actor(), member)
    with pytest.raises(NotSignedIn):
        pause(actor_for(None), member)


def test_an_agent_does_not_lift_what_an_operator_banned(agent, operator, member):
    with pytest.raises(NotPermitted):
        lift_sanction(actor=agent, sanction=ban(operator, member))


def test_a_paused_agent_decides_nothing(agent, operator, member):
    pause(operator, agent)
    with pytest.raises(MemberPaused):
        pause(actor_for(agent.member), member)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "because"}, "reason"),
        ({"reason": "fine"}, "reason"),
        ({"note": "x" * 2001}, "note"),
        ({"hours": 25}, "hours"),
    ],
)
def test_what_is_not_on_the_list_is_refused(agent, member, wrong, field):
    given = {"hours": 24, "reason": "abuse", **wrong}
    with pytest.raises(InvalidInput) as refused:
        pause_member(actor=agent, membership=membership_of(member), **given)
    assert field in refused.value.fields
    assert not Sanction.objects.exists()
