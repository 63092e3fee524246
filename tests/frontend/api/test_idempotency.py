"""The same POST twice does its work once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from forum.models import Category, Post, Thread
from frontend import limits
from frontend.limits import Limit
from frontend.models import IdempotencyRecord
from frontend.tasks import sweep_idempotency
from tests.builders import a_member, a_thread
from tests.frontend.api.callers import QUESTION, Caller, a_caller

BODY = {"body": "Kanal 11 half."}


def path_of(thread: Thread) -> str:
    return f"/threads/{thread.pk}/posts"


def test_the_same_key_and_body_get_the_same_answer(caller: Caller, thread: Thread) -> None:
    first = caller.post(path_of(thread), BODY, key="a")
    second = caller.post(path_of(thread), BODY, key="a")
    assert (second.status_code, second.data) == (201, first.data)
    assert second["Idempotent-Replayed"] == "true"
    assert thread.posts.count() == 3


def test_the_order_of_fields_does_not_matter(caller: Caller, thread: Thread) -> None:
    caller.post(path_of(thread), {**BODY, "kind": "answer"}, key="a")
    second = caller.post(path_of(thread), {"kind": "answer", **BODY}, key="a")
    assert second.status_code == 201
    assert thread.posts.count() == 3


def test_another_body_under_the_same_key_is_refused(caller: Caller, thread: Thread) -> None:
    caller.post(path_of(thread), BODY, key="a")
    answer = caller.post(path_of(thread), {"body": "Something else."}, key="a")
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "idempotency_key_reused")
    assert thread.posts.count() == 3


def test_so_is_another_address(caller: Caller, thread: Thread) -> None:
    caller.post(path_of(thread), BODY, key="a")
    other = a_thread(category=thread.category)
    assert caller.post(path_of(other), BODY, key="a").status_code == 422


def test_another_key_is_another_post(caller: Caller, thread: Thread) -> None:
    caller.post(path_of(thread), BODY, key="a")
    caller.post(path_of(thread), BODY, key="b")
    assert thread.posts.count() == 4


def test_keys_belong_to_their_caller(caller: Caller, thread: Thread) -> None:
    caller.post(path_of(thread), BODY, key="a")
    answer = a_caller().post(path_of(thread), BODY, key="a")
    assert (answer.status_code, thread.posts.count()) == (201, 4)


def test_a_refusal_is_an_answer_too(caller: Caller, thread: Thread) -> None:
    path = f"/posts/{thread.posts.get(kind='answer').pk}/accept"
    first = caller.post(path, key="a")
    second = caller.post(path, key="a")
    assert (first.status_code, second.status_code) == (403, 403)
    assert second.data == first.data
    assert second["Idempotent-Replayed"] == "true"


def test_what_was_refused_changed_nothing(caller: Caller, thread: Thread) -> None:
    caller.post("/threads", {**QUESTION, "category": "nowhere"}, key="a")
    assert list(Thread.objects.all()) == [thread]


def test_a_field_of_the_wrong_kind_leaves_the_key_unused(caller: Caller, thread: Thread) -> None:
    caller.post(path_of(thread), {"body": 5}, key="a")
    assert caller.post(path_of(thread), BODY, key="a").status_code == 201


def test_after_a_day_a_key_is_new(caller: Caller, thread: Thread) -> None:
    caller.post(path_of(thread), BODY, key="a")
    IdempotencyRecord.objects.update(created=timezone.now() - timedelta(hours=25))
    assert caller.post(path_of(thread), {"body": "Later."}, key="a").status_code == 201


def test_the_sweep_forgets_what_is_older_than_a_day(caller: Caller, thread: Thread) -> None:
    caller.post(path_of(thread), BODY, key="old")
    IdempotencyRecord.objects.update(created=timezone.now() - timedelta(hours=25))
    caller.post(path_of(thread), BODY, key="new")
    assert sweep_idempotency() == 1
    assert IdempotencyRecord.objects.get().key == "new"


def test_what_was_deleted_since_is_not_told_again(caller: Caller, thread: Thread) -> None:
    first = caller.post(path_of(thread), BODY, key="a")
    caller.delete(f"/posts/{first.data['id']}")
    second = caller.post(path_of(thread), BODY, key="a")
    assert second.status_code == 404
    assert BODY["body"] not in second.content.decode()
    assert caller.post(path_of(thread), BODY, key="a").status_code == 404


def test_neither_is_a_thread(caller: Caller, category: Category) -> None:
    first = caller.post("/threads", QUESTION, key="a")
    caller.delete(f"/posts/{first.data['posts']['items'][0]['id']}")
    assert caller.post("/threads", QUESTION, key="a").status_code == 404
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("query", [{}, {"lang": "klingon"}])
def test_no_more_answers_are_stored_than_calls_are_taken(
    monkeypatch: pytest.MonkeyPatch, thread: Thread, query: dict[str, str]
) -> None:
    monkeypatch.setattr(limits, "WRITES", Limit("writes", 2, 86_400))
    program = a_caller(exempt=False)
    path = f"/posts/{thread.posts.get(kind='answer').pk}/accept"
    statuses = [program.post(path, key=str(n), **query).status_code for n in range(4)]
    assert statuses[2:] == [429, 429]
    assert IdempotencyRecord.objects.count() == 2


@pytest.mark.parametrize("key", ["x" * 256, "a b", "schlüssel", " "])
def test_a_key_that_is_no_key_is_refused(key: str, caller: Caller, thread: Thread) -> None:
    answer = caller.post(path_of(thread), BODY, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "bad_idempotency_key")


def test_accepting_and_restoring_take_keys(thread: Thread) -> None:
    asker = a_caller(thread.author)
    path = f"/posts/{thread.posts.get(kind='answer').pk}/accept"
    asker.post(path, key="a")
    asker.delete(path)
    assert asker.post(path, key="a")["Idempotent-Replayed"] == "true"
    thread.refresh_from_db()
    assert thread.accepted_post is None


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """The answers of calls made at the same time, each on a connection of its own."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_several_at_once_with_one_key_write_one_post() -> None:
    thread = a_thread()
    member = a_member("de")
    callers = [a_caller(member) for _number in range(5)]
    answers = at_once(*(lambda c=c: c.post(path_of(thread), BODY, key="a") for c in callers))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data["id"] for answer in answers}) == 1
    assert Post.objects.filter(thread=thread, kind="answer").count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_fails_midway_leaves_neither_post_nor_answer(settings: Any) -> None:
    thread, program = a_thread(), a_caller()
    settings.MASKING_DETECTORS = ["tests.no_such_detector"]
    assert program.post(path_of(thread), BODY, key="a").status_code == 500
    assert not IdempotencyRecord.objects.exists()
    settings.MASKING_DETECTORS = []
    assert program.post(path_of(thread), BODY, key="a").status_code == 201
    assert thread.posts.count() == 2
