from dataclasses import replace

import pytest

from accounts.models import Community, Membership
from accounts.permissions import (
    VISITOR,
    Actor,
    Privilege,
    allowed,
    communities_with,
    require,
)
from accounts.queries import actor_for, communities_for, community_for
from core.errors import NotFound, NotPermitted, NotSignedIn
from tests.builders import a_community, a_member, a_role, an_actor

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_and_reports_what_is_public_and_nothing_else():
    community = a_community()
    held = {item for item in Privilege if allowed(VISITOR, item, community)}
    assert held == {Privilege.READ, Privilege.REPORT}


def test_every_member_may_take_part_in_a_public_community():
    assert allowed(an_actor(), Privilege.ASK, a_community())


def test_a_closed_community_is_not_found_by_strangers():
    community = a_community(visibility=Community.Visibility.MEMBERS)
    with pytest.raises(NotFound):
        community_for(an_actor(), community.slug)
    assert community not in communities_for(VISITOR)


def test_a_closed_community_is_found_by_its_members():
    community = a_community(visibility=Community.Visibility.MEMBERS)
    assert community_for(a_role(community), community.slug) == community


def test_a_granted_level_is_a_floor():
    community = a_community()
    assert allowed(a_role(community, level_granted=4), Privilege.EDIT_OTHERS, community)


def test_a_role_in_one_community_gives_nothing_in_another():
    agent = a_role(a_community(), Membership.Role.AGENT)
    assert not allowed(agent, Privilege.SEE_STAFF, a_community())


def test_a_paused_member_reads_only():
    community = a_community()
    paused = a_role(community, state=Membership.State.PAUSED)
    assert allowed(paused, Privilege.READ, community)
    assert not allowed(paused, Privilege.COMMENT, community)


def test_a_banned_agent_has_no_privileges_left():
    community = a_community()
    banned = a_role(community, Membership.Role.AGENT, state=Membership.State.BANNED)
    assert not allowed(banned, Privilege.SEE_STAFF, community)


def test_an_inactive_member_is_a_visitor():
    assert actor_for(a_member(is_active=False)) == VISITOR


def test_a_visitor_is_asked_to_sign_in_and_a_member_is_refused():
    community = a_community()
    with pytest.raises(NotSignedIn):
        require(VISITOR, Privilege.ASK, community)
    with pytest.raises(NotPermitted):
        require(an_actor(), Privilege.WHISPER, community)


def test_those_who_run_the_installation_may_everything():
    operator = Actor(member=a_member(is_superuser=True))
    assert all(allowed(operator, item, a_community()) for item in Privilege)


@pytest.mark.parametrize(("scopes", "may"), [({"read", "write"}, False), ({"moderate"}, True)])
def test_a_token_gives_power_over_others_only_with_the_scope_moderate(scopes, may):
    community = a_community()
    agent = replace(a_role(community, Membership.Role.AGENT), scopes=frozenset(scopes))
    assert allowed(agent, Privilege.DELETE_OTHERS, community) is may
    assert (community.pk in communities_with(agent, Privilege.SEE_STAFF)) is may
