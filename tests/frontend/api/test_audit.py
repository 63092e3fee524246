"""The audit log by program, what was decided about the caller, and how sanctions refuse."""

from typing import Any

import pytest

from accounts.actions import ban_member, create_token, pause_member
from accounts.models import Community, Membership, Sanction
from accounts.permissions import Actor
from core import outbox
from forum.models import Thread
from tests.builders import a_community, a_role
from tests.frontend.api.callers import Caller, a_caller

PATH = "/communities/aurora/audit"


@pytest.fixture
def agent(community: Community) -> Actor:
    return a_role(community, Membership.Role.AGENT)


@pytest.fixture
def regular(community: Community) -> Actor:
    return a_role(community, level=2)


@pytest.fixture
def pause(agent: Actor, regular: Actor, community: Community) -> Sanction:
    return pause_member(
        actor=agent,
        membership=regular.memberships[community.pk],
        hours=24,
        reason="abuse",
        note="third time",
    )


def by(actor: Actor, *scopes: str) -> Caller:
    assert actor.member is not None
    if not scopes:
        return a_caller(actor.member)
    return Caller(create_token(member=actor.member, scopes=list(scopes)))


def test_staff_reads_the_log(agent: Actor, regular: Actor, pause: Sanction) -> None:
    answer = by(agent, "read", "moderate").get(PATH, lang="en")
    assert answer.status_code == 200 and agent.member is not None
    (entry,) = answer.data["items"]
    assert (entry["verb"], entry["text"]) == ("member.paused", "Member paused")
    assert entry["actor"]["username"] == agent.member.username
    assert entry["subject"] == {"type": "membership", "id": regular.memberships.popitem()[1].pk}
    assert (entry["reason"], entry["note"]) == ("abuse", "third time")


@pytest.mark.parametrize(
    ("query", "many"),
    [
        ({"verb": "member.paused"}, 1),
        ({"verb": "post.hidden"}, 0),
        ({"since": "2999-01-01T00:00:00Z"}, 0),
        ({"person": "nobody"}, 0),
    ],
)
def test_the_log_is_narrowed(
    agent: Actor, pause: Sanction, query: dict[str, str], many: int
) -> None:
    answer = by(agent, "read", "moderate").get(PATH, **query)
    assert len(answer.data["items"]) == many


def test_a_token_without_the_scope_reads_no_log(agent: Actor, pause: Sanction) -> None:
    answer = by(agent, "read", "write").get(PATH)
    assert (answer.status_code, answer.data["error"]["code"]) == (403, "scope_missing")


def test_the_log_is_for_staff(visitor: Caller, regular: Actor, community: Community) -> None:
    assert visitor.get(PATH).status_code == 401
    assert by(regular, "read", "moderate").get(PATH).status_code == 403
    closed = a_community(visibility=Community.Visibility.MEMBERS)
    outside = by(regular, "read", "moderate").get(f"/communities/{closed.slug}/audit")
    assert outside.status_code == 404


def test_a_wrong_cursor_is_a_bad_request(agent: Actor, community: Community) -> None:
    answer = by(agent, "read", "moderate").get(PATH, cursor="wrong")
    assert (answer.status_code, answer.data["error"]["code"]) == (400, "bad_cursor")


def test_a_paused_member_hears_that_and_until_when(
    regular: Actor, pause: Sanction, thread: Thread
) -> None:
    answer = by(regular).post(f"/threads/{thread.pk}/posts", {"body": "Hello there, all of you."})
    told: dict[str, Any] = answer.data["error"]
    assert (answer.status_code, told["code"]) == (403, "paused")
    assert pause.until is not None and told["until"] == pause.until.isoformat()


def test_a_banned_member_hears_that(regular: Actor, community: Community, thread: Thread) -> None:
    ban_member(
        actor=a_role(community, Membership.Role.OPERATOR),
        membership=regular.memberships[community.pk],
        reason="spam",
    )
    answer = by(regular).put(f"/posts/{thread.posts.earliest('pk').pk}/vote", {"value": 1})
    assert (answer.status_code, answer.data["error"]["code"]) == (403, "banned")
    assert answer.data["error"]["until"] is None


def test_a_paused_member_reads_what_was_decided(regular: Actor, pause: Sanction) -> None:
    while outbox.dispatch():
        pass
    answer = by(regular, "read").get("/me/decisions", lang="en")
    (found,) = answer.data["items"]
    assert (found["verb"], found["state"], found["appealable"]) == ("member.paused", "holds", True)
    assert found["decided_by"] == "Staff of the company"
    assert found["url"].endswith(f"/decisions/{pause.entry_id}/")


def test_what_was_decided_about_others_is_not_told(
    visitor: Caller, caller: Caller, pause: Sanction
) -> None:
    assert visitor.get("/me/decisions").status_code == 401
    assert caller.get("/me/decisions").data["items"] == []
