"""Drafts and names, as the pages' script and programs ask for them."""

from uuid import uuid4

import pytest

from accounts.models import Member
from accounts.queries import actor_for
from forum.models import Draft, Thread
from frontend import limits
from frontend.models import Submission
from tests.builders import a_category, a_community, a_member, a_post, a_role, a_thread
from tests.frontend.api.callers import Caller, a_caller

pytestmark = pytest.mark.django_db


def typed(body: str, **changes):
    return {"fields": {"body": body}, "version": 0, "device": "one", **changes}


def test_a_draft_is_kept_and_found_on_another_device(caller: Caller):
    kept = caller.put("/drafts/reply/12", typed("The lamp")).data
    assert (kept["conflict"], kept["others"]) == (0, [])
    [found] = caller.get("/drafts/reply/12").data["items"]
    assert (found["fields"], found["version"]) == ({"body": "The lamp"}, kept["version"])
    assert [each["place"] for each in caller.get("/drafts").data["items"]] == ["reply/12"]


def test_who_saves_on_top_of_an_older_version_is_shown_both(caller: Caller):
    version = caller.put("/drafts/ask", typed("The lamp")).data["version"]
    caller.put("/drafts/ask", typed("The lamp hums", version=version, device="two"))
    answer = caller.put("/drafts/ask", typed("The lamp glows", version=version, device="one")).data
    # The first device wrote last but one: what stands there now is the second one's.
    assert answer["conflict"] == 1
    assert [each["fields"]["body"] for each in answer["others"]] == ["The lamp hums"]


def test_no_draft_is_no_error(caller: Caller):
    assert caller.get("/drafts/ask").data == {"items": []}
    assert caller.delete("/drafts/ask").status_code == 204


def test_a_copy_is_thrown_away_alone(caller: Caller):
    version = caller.put("/drafts/ask", typed("The lamp")).data["version"]
    caller.put("/drafts/ask", typed("The lamp hums", version=version, device="two"))
    caller.put("/drafts/ask", typed("The lamp glows", version=version, device="one"))
    caller.delete("/drafts/ask", conflict=1)
    [left] = caller.get("/drafts/ask").data["items"]
    assert left["fields"]["body"] == "The lamp hums"


def test_what_a_form_saves_after_it_was_sent_comes_too_late(caller: Caller, member: Member):
    key = uuid4()
    Submission.objects.create(member=member, key=key, path="/en/t/1/")
    answer = caller.put("/drafts/ask", typed("The lamp", device=str(key))).data
    assert answer["conflict"] is None
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"fields": {"body": 7}},
        {"fields": ["body"]},
        {"fields": {"body": "x"}, "version": -1},
        {"fields": {"body": "x"}, "version": 2**63},
        {"fields": {"body": "x"}, "device": "x" * 41},
        {"fields": {"body": "x" * 200_000}},
        {},
    ],
)
def test_what_is_no_draft_is_refused(caller: Caller, body):
    assert caller.put("/drafts/ask", body).status_code == 422


def test_a_place_that_has_no_form_is_refused(caller: Caller):
    assert caller.put("/drafts/nowhere/1", typed("x")).data["error"]["code"] == "bad_place"


def test_drafts_are_for_their_member_and_for_tokens_that_may(
    caller: Caller, visitor: Caller, member: Member
):
    caller.put("/drafts/ask", typed("The lamp"))
    assert visitor.get("/drafts/ask").status_code == 401
    assert visitor.put("/drafts/ask", typed("x")).status_code == 401
    assert a_caller().get("/drafts/ask").data == {"items": []}
    only_reads = a_caller(member, scopes="read")
    assert only_reads.put("/drafts/ask", typed("x")).status_code == 403


def names(answer) -> list[str]:
    return [each["username"] for each in answer.data["items"]]


def test_people_of_the_thread_are_offered_first(thread: Thread):
    early, late = a_member(username="ann-early"), a_member(username="ann-late")
    for author in (early, late):
        a_post(thread, actor=actor_for(author))
    outside = a_role(thread.community)
    assert outside.id
    Member.objects.filter(pk=outside.id).update(username="ann-another")
    caller = a_caller()
    assert names(caller.get("/members", prefix="ann", thread=thread.pk)) == [
        "ann-late",
        "ann-early",
        "ann-another",
    ]
    assert names(caller.get("/members", thread=thread.pk))[:2] == ["ann-late", "ann-early"]


def test_a_name_is_found_by_the_name_shown_whatever_its_capitals(thread: Thread):
    a_post(thread, actor=actor_for(a_member(username="x-17", display_name="Zoë Example")))
    assert names(a_caller().get("/members", prefix="zo", thread=thread.pk)) == ["x-17"]


def test_members_of_a_closed_community_are_not_told_outside_of_it(db):
    closed = a_category(a_community(visibility="members"))
    insider = a_role(closed.community)
    Member.objects.filter(pk=insider.id).update(username="ann-inside")
    other = a_role(closed.community)
    assert names(a_caller().get("/members", prefix="ann")) == []
    assert names(a_caller(other.member).get("/members", prefix="ann")) == ["ann-inside"]
    thread = a_thread(category=closed, actor=other)
    assert a_caller().get("/members", prefix="ann", thread=thread.pk).status_code == 404


def test_those_who_are_not_active_or_banned_are_not_offered(thread: Thread):
    a_post(thread, actor=actor_for(a_member(username="ann-gone")))
    Member.objects.filter(username="ann-gone").update(is_active=False)
    banned = a_role(thread.community, state="banned")
    assert banned.id
    Member.objects.filter(pk=banned.id).update(username="ann-banned")
    assert names(a_caller().get("/members", prefix="ann", thread=thread.pk)) == []


def test_names_are_for_members_and_not_for_collecting(visitor: Caller, thread: Thread):
    assert visitor.get("/members", prefix="a").status_code == 401
    caller = a_caller(exempt=False)
    answers = [
        caller.get("/members", prefix="a").status_code for _ in range(limits.COMPLETIONS.most + 1)
    ]
    assert answers[-1] == 429


def test_names_cost_the_same_however_many_there_are(thread: Thread, django_assert_num_queries):
    caller = a_caller()
    caller.get("/members", prefix="member")
    for _ in range(3):
        a_post(thread)
    with django_assert_num_queries(6):
        caller.get("/members", prefix="member", thread=thread.pk)
