"""The coverage of a community by program: the same numbers as the page, for the same people."""

from typing import Any

import pytest

from accounts.models import Community, Membership
from forum.models import Thread
from tests.builders import a_community, a_role
from tests.frontend.api.callers import Caller, a_caller
from translation.actions import request
from translation.models import TranslationJob
from translation.priority import Priority

PATH = "/communities/aurora/coverage"


@pytest.fixture
def operator(community: Community) -> Caller:
    member = a_role(community, Membership.Role.OPERATOR).member
    return a_caller(member)


def numbers_of(operator: Caller) -> dict[str, Any]:
    answer = operator.get(PATH, lang="en")
    assert answer.status_code == 200
    return dict(answer.data)


def test_an_operator_reads_the_numbers(operator: Caller, thread: Thread) -> None:
    found = numbers_of(operator)
    assert found["community"] == "aurora"
    assert {engine["alias"] for engine in found["engines"]} == {"reference:pseudo"}


def test_what_waits_is_told_by_pair(operator: Caller, thread: Thread) -> None:
    request(texts=[thread.title], languages=["fr"], priority=Priority.LIVE)
    pair = numbers_of(operator)["pairs"][0]
    assert (pair["source"], pair["target"], pair["waiting"]) == ("en", "fr", 1)


def test_reasons_are_told_in_the_callers_language(operator: Caller, thread: Thread) -> None:
    request(texts=[thread.title], languages=["fr"], priority=Priority.LIVE)
    TranslationJob.objects.update(state=TranslationJob.State.FAILED, reason="no_route")
    failure = numbers_of(operator)["failures"][0]
    assert (failure["reason"], failure["count"]) == ("no_route", 1)
    assert "No engine" in failure["message"]


def test_visitors_and_members_are_refused(visitor: Caller, caller: Caller, thread: Thread) -> None:
    assert [who.get(PATH).status_code for who in (visitor, caller)] == [401, 403]


def test_a_community_that_is_not_there_for_the_caller_is_not_found(caller: Caller) -> None:
    hidden = a_community(visibility="members")
    assert caller.get(f"/communities/{hidden.slug}/coverage").status_code == 404
