"""Votes, confirmations, polls, closing: what programs send and what they are told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.models import Category, Post, Thread
from tests.builders import a_post, a_role, a_thread
from tests.frontend.api.callers import Caller, a_caller


@pytest.fixture
def answer(thread: Thread) -> Post:
    return thread.posts.get(kind="answer")


def test_a_vote_is_counted_and_told(caller: Caller, visitor: Caller, answer: Post) -> None:
    told = caller.put(f"/posts/{answer.pk}/vote", {"value": 1})
    assert (told.status_code, told.data["score"], told.data["voted"]) == (200, 1, 1)
    assert visitor.get(f"/posts/{answer.pk}").data["voted"] == 0
    told = caller.put(f"/posts/{answer.pk}/vote", {"value": -1, "reason": "outdated"})
    assert told.data["score"] == -1
    assert caller.put(f"/posts/{answer.pk}/vote", {"value": 0}).data["score"] == 0


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"value": -1}, 422, "reason_needed"),
        ({"value": 2}, 422, "invalid_input"),
        ({"value": True}, 422, "invalid_input"),
        ({"value": -1, "reason": "nonsense"}, 422, "invalid_input"),
        ({}, 422, "invalid_input"),
    ],
)
def test_a_vote_that_is_none_is_refused(
    caller: Caller, answer: Post, body: dict[str, object], status: int, code: str
) -> None:
    told = caller.put(f"/posts/{answer.pk}/vote", body)
    assert (told.status_code, told.data["error"]["code"]) == (status, code)


def test_nobody_votes_on_his_own_post(answer: Post) -> None:
    told = a_caller(answer.author).put(f"/posts/{answer.pk}/vote", {"value": 1})
    assert (told.status_code, told.data["error"]["code"]) == (403, "own_post")


def test_visitors_and_tokens_that_only_read_do_not_vote(visitor: Caller, answer: Post) -> None:
    path = f"/posts/{answer.pk}/vote"
    assert visitor.put(path, {"value": 1}).status_code == 401
    assert a_caller(scopes="read").put(path, {"value": 1}).status_code == 403


@pytest.mark.parametrize("number", ["999999", str(2**63), str(2**80)])
def test_a_post_that_is_not_there_takes_no_vote(caller: Caller, number: str) -> None:
    assert caller.put(f"/posts/{number}/vote", {"value": 1}).status_code == 404


def test_an_answer_helps_others_too(caller: Caller, answer: Post) -> None:
    path = f"/posts/{answer.pk}/solved-me-too"
    told = caller.post(path)
    assert (told.data["confirmations"], told.data["confirmed"]) == (1, True)
    assert caller.post(path).data["confirmations"] == 1
    assert caller.delete(path).data["confirmations"] == 0


def test_the_asker_accepts_instead(thread: Thread, answer: Post) -> None:
    told = a_caller(thread.author).post(f"/posts/{answer.pk}/solved-me-too")
    assert (told.status_code, told.data["error"]["code"]) == (422, "asker_accepts")


def test_all_accepted_answers_are_told(thread: Thread, answer: Post, visitor: Caller) -> None:
    Category.objects.update(several_solutions=True)
    second = a_post(thread)
    asker = a_caller(thread.author)
    for post in (second, answer):
        asker.post(f"/posts/{post.pk}/accept")
    expected = [second.pk, answer.pk]
    assert visitor.get(f"/threads/{thread.pk}").data["accepted_posts"] == expected
    assert visitor.get("/threads").data["items"][0]["accepted_posts"] == expected
    posts = visitor.get(f"/threads/{thread.pk}/posts").data["items"]
    assert [post["accepted"] for post in posts] == [False, True, True]


def with_poll(caller: Caller, thread: Thread, **poll: object) -> dict[str, object]:
    body = {"body": "Which lamp?", "poll": {"options": ["Red", "Green"], **poll}}
    told = caller.post(f"/threads/{thread.pk}/posts", body)
    assert told.status_code == 201, told.data
    return dict(told.data)


def test_a_poll_is_opened_with_its_post_and_voted_in(
    caller: Caller, visitor: Caller, thread: Thread
) -> None:
    post = with_poll(caller, thread)
    red, green = (option["id"] for option in post["poll"]["options"])  # type: ignore[index]
    told = caller.put(f"/posts/{post['id']}/poll", {"options": [green]}).data["poll"]
    assert [option["votes"] for option in told["options"]] == [0, 1]
    assert [option["chosen"] for option in told["options"]] == [False, True]
    seen = visitor.get(f"/posts/{post['id']}").data["poll"]
    assert (seen["voters"], [option["chosen"] for option in seen["options"]]) == (1, [False, False])
    assert seen["options"][0]["text"]["original"]["source"] == "Red"
    refused = caller.put(f"/posts/{post['id']}/poll", {"options": [red, green]})
    assert (refused.status_code, refused.data["error"]["code"]) == (422, "poll_refused")


def test_a_poll_is_ended_for_good_by_its_author_and_by_staff(
    caller: Caller, visitor: Caller, thread: Thread
) -> None:
    staff = a_caller(a_role(thread.community, "agent").member)
    for ends in (caller, staff):
        post = with_poll(caller, thread)
        path = f"/posts/{post['id']}/poll"
        assert a_caller().post(f"{path}/end").status_code == 403
        told = ends.post(f"{path}/end")
        assert (told.status_code, told.data["poll"]["ended"]) == (200, True)
        assert ends.post(f"{path}/end").data["poll"]["closes"] == told.data["poll"]["closes"]
        assert visitor.get(f"/posts/{post['id']}").data["poll"]["ended"] is True
        refused = caller.put(path, {"options": []})
        assert (refused.status_code, refused.data["error"]["code"]) == (409, "poll_closed")


@pytest.mark.parametrize(
    "poll",
    [
        {"options": ["Only one"]},
        {"options": ["A", "B"], "closes": "2001-01-01T00:00:00Z"},
        {"options": ["A", "B"], "closes": "2030-01-01T00:00:00"},
        {"options": ["A", "B"], "closes": "9999-12-31T23:59:59-12:00"},
        {"options": ["x"] * 51},
        {"options": ["A", "B"], "colour": "red"},
    ],
)
def test_with_a_wrong_poll_the_post_is_not_written_either(
    caller: Caller, thread: Thread, poll: dict[str, object]
) -> None:
    before = Post.objects.count()
    told = caller.post(f"/threads/{thread.pk}/posts", {"body": "Which?", "poll": poll})
    assert told.status_code == 422
    assert Post.objects.count() == before


def test_a_whisper_is_for_staff_with_the_scope(
    caller: Caller, visitor: Caller, thread: Thread
) -> None:
    path, body = f"/threads/{thread.pk}/posts", {"body": "Psst.", "whisper": True}
    agent = a_role(thread.community, "agent").member
    assert caller.post(path, body).status_code == 403
    assert a_caller(agent).post(path, body).status_code == 403
    told = a_caller(agent, scopes="read,write,moderate").post(path, body)
    assert (told.status_code, told.data["visibility"]) == (201, "staff")
    for reader in (caller, visitor, a_caller(agent)):
        assert reader.get(f"/posts/{told.data['id']}").status_code == 404
        assert "Psst." not in str(reader.get(path).data)
        assert reader.get(f"/threads/{thread.pk}").data["posts_count"] == 1


def test_the_author_closes_and_opens_his_thread(thread: Thread, caller: Caller) -> None:
    asker = a_caller(thread.author)
    assert asker.patch(f"/threads/{thread.pk}", {"closed": True}).data["closed"] is True
    told = caller.post(f"/threads/{thread.pk}/posts", {"body": "Too late?"})
    assert (told.status_code, told.data["error"]["code"]) == (409, "thread_closed")
    assert asker.patch(f"/threads/{thread.pk}", {"closed": False}).data["closed"] is False


def test_staff_locks_and_pins_with_the_scope(thread: Thread, answer: Post, caller: Caller) -> None:
    agent = a_role(thread.community, "agent").member
    path = f"/threads/{thread.pk}"
    assert a_caller(agent).patch(path, {"locked": True}).status_code == 403
    staff = a_caller(agent, scopes="read,write,moderate")
    assert staff.patch(path, {"locked": True}).data["locked"] is True
    told = caller.put(f"/posts/{answer.pk}/vote", {"value": 1})
    assert (told.status_code, told.data["error"]["code"]) == (409, "thread_locked")
    assert staff.patch(path, {"locked": False}).data["locked"] is False
    assert staff.patch(path, {"pinned": True}).data["pinned"] is True
    assert staff.patch(path, {"pinned": False}).data["pinned"] is False


@pytest.mark.parametrize("body", [{}, {"closed": True, "locked": True}, {"closed": "yes"}])
def test_one_change_a_call(thread: Thread, body: dict[str, object]) -> None:
    assert a_caller(thread.author).patch(f"/threads/{thread.pk}", body).status_code == 422


def test_polls_and_votes_of_many_posts_take_as_many_queries_as_of_one(
    caller: Caller, category: Category
) -> None:
    def cost(posts: int) -> int:
        thread = a_thread(category=category)
        for _ in range(posts):
            with_poll(caller, thread)
        caller.get(f"/threads/{thread.pk}/posts")
        with CaptureQueriesContext(connection) as caught:
            assert len(caller.get(f"/threads/{thread.pk}/posts").data["items"]) == posts + 1
        return len(caught)

    assert cost(1) == cost(12)
