"""Tokens, sessions, visitors; the shape and language of refusals."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import Member
from forum.models import Category, Thread
from frontend import limits
from frontend.limits import Limit
from tests.builders import a_member, a_post
from tests.frontend.api.callers import QUESTION, Caller, a_caller, with_data


@pytest.fixture
def browser(member: Member) -> Client:
    """A signed-in browser that Django does not trust more than others."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    return client


def csrf_token(client: Client) -> dict[str, str]:
    token = "x" * 32
    client.cookies["csrftoken"] = token
    return {"X-CSRFToken": token}


def test_a_token_that_is_unknown_is_refused_even_for_reading(db: None) -> None:
    answer = Caller("lingora_wrong").get("/threads")
    assert (answer.status_code, answer.data["error"]["code"]) == (401, "invalid_token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Basic dTpw", "Bearer", "Bearer  ", "Token x", ""])
def test_another_kind_of_authorization_is_refused(header: str, visitor: Caller, db: None) -> None:
    assert visitor.get("/threads", headers={"Authorization": header}).status_code == 401


def test_a_token_of_somebody_who_left_is_refused(caller: Caller, member: Member) -> None:
    member.is_active = False
    member.save()
    assert caller.get("/me").status_code == 401


def test_a_token_does_not_fall_back_to_the_session(browser: Client) -> None:
    assert Caller("lingora_wrong", browser).get("/me").status_code == 401


def test_a_token_for_reading_cannot_write(member: Member, category: Category) -> None:
    answer = a_caller(member, scopes="read").post("/threads", QUESTION)
    assert (answer.status_code, answer.data["error"]["code"]) == (403, "scope_missing")


def test_a_token_for_writing_alone_cannot_read(member: Member) -> None:
    assert a_caller(member, scopes="write").get("/me").status_code == 403


def test_a_session_reads_as_its_member(browser: Client, member: Member) -> None:
    answer = Caller(client=browser).get("/me")
    assert answer.data["username"] == member.username
    assert answer.data["scopes"] is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_session_does_not_count_for_pages_from_elsewhere(
    headers: dict[str, str], browser: Client
) -> None:
    assert Caller(client=browser).get("/me", headers=headers).status_code == 401


def test_a_session_writes_with_the_csrf_token(browser: Client, category: Category) -> None:
    answer = Caller(client=browser).post("/threads", QUESTION, headers=csrf_token(browser))
    assert answer.status_code == 201


def test_a_session_without_the_csrf_token_cannot_write(browser: Client, category: Category) -> None:
    answer = Caller(client=browser).post("/threads", QUESTION)
    assert (answer.status_code, answer.data["error"]["code"]) == (403, "csrf_failed")


def test_a_session_from_elsewhere_cannot_write(browser: Client, category: Category) -> None:
    headers = {**csrf_token(browser), "Origin": "https://elsewhere.example"}
    assert Caller(client=browser).post("/threads", QUESTION, headers=headers).status_code == 403


def test_no_answer_may_be_read_by_other_origins(visitor: Caller, thread: Thread) -> None:
    answer = visitor.get("/threads", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer
    assert "private" in answer["Cache-Control"]


# The shape of refusals


def is_refusal(answer: Any, status: int, code: str) -> bool:
    error = answer.data["error"]
    return (
        answer.status_code == status
        and answer["Content-Type"].startswith("application/json")
        and error["code"] == code
        and bool(error["message"])
        and isinstance(error["fields"], dict)
    )


@pytest.mark.parametrize("path", ["/nothing", "/threads/", "/threads/x", "/posts/-1", "/../x", ""])
def test_unknown_addresses_are_refused_in_the_same_shape(
    path: str, visitor: Caller, db: None
) -> None:
    for method in (visitor.get, visitor.post, visitor.delete):
        assert is_refusal(method(path), 404, "not_found")


@pytest.mark.parametrize("path", ["/api/", "/api/v2/threads", "/api/v1"])
def test_so_are_addresses_beside_this_version(path: str, client: Client, db: None) -> None:
    assert is_refusal(with_data(client.get(path)), 404, "not_found")


def test_an_unknown_method_is_refused_in_the_same_shape(visitor: Caller, db: None) -> None:
    answer = visitor.patch("/threads")
    assert is_refusal(answer, 405, "method_not_allowed")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("path", ["/docs", "/openapi.json"])
def test_the_documents_take_no_writing(path: str, visitor: Caller, db: None) -> None:
    assert is_refusal(visitor.post(path), 405, "method_not_allowed")


def test_a_nul_in_the_address_is_a_bad_request(visitor: Caller, db: None) -> None:
    assert is_refusal(visitor.get("/members/a%00b"), 400, "bad_request")
    assert is_refusal(visitor.get("/threads?cursor=%00"), 400, "bad_request")


def test_the_head_of_an_answer_has_no_body(client: Client, thread: Thread) -> None:
    answer = client.head("/api/v1/threads")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_form_instead_of_json_is_refused(caller: Caller, category: Category) -> None:
    answer = with_data(
        caller.client.post("/api/v1/threads", {"title": "x"}, headers=caller.headers)
    )
    assert is_refusal(answer, 400, "bad_request")


# The language of messages


def spoken(answer: Any) -> str:
    return str(answer["Content-Language"])


def test_messages_are_in_the_language_of_the_tokens_member(caller: Caller) -> None:
    assert spoken(caller.get("/threads/0", lang="es")) == "de"


def test_else_in_the_language_asked_for(visitor: Caller, db: None) -> None:
    answer = visitor.get("/threads/0", lang="es", headers={"Accept-Language": "fr"})
    assert spoken(answer) == "es"


def test_else_in_the_language_of_the_browser(visitor: Caller, db: None) -> None:
    assert spoken(visitor.get("/threads/0", headers={"Accept-Language": "fr"})) == "fr"


# How much


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches soon; the window is an hour, so that none ends meanwhile."""
    for name in ("WRITES", "OPEN_THREADS", "PREVIEWS"):
        limit = getattr(limits, name)
        monkeypatch.setattr(limits, name, Limit(limit.name, 2, 3600))


def test_too_many_writes_are_refused_with_the_time_to_wait(
    few: None, member: Member, thread: Thread
) -> None:
    program = a_caller(member, exempt=False)
    path = f"/threads/{thread.pk}/posts"
    assert [program.post(path, {"body": "Hi."}).status_code for _try in range(2)] == [201, 201]
    answer = program.post(path, {"body": "Hi."})
    assert is_refusal(answer, 429, "rate_limited")
    assert 0 < int(answer["Retry-After"]) <= 3600


def test_limits_count_each_member_alone(few: None, member: Member, thread: Thread) -> None:
    path = f"/threads/{thread.pk}/posts"
    for _try in range(3):
        a_caller(member, exempt=False).post(path, {"body": "Hi."})
    assert a_caller(a_member(), exempt=False).post(path, {"body": "Hi."}).status_code == 201


def test_tokens_of_set_up_are_free_of_limits(few: None, caller: Caller, thread: Thread) -> None:
    path = f"/threads/{thread.pk}/posts"
    statuses = {caller.post(path, {"body": "Hi."}).status_code for _try in range(5)}
    assert statuses == {201}


def test_previews_of_visitors_are_limited(few: None, visitor: Caller, db: None) -> None:
    body = {"text": "", "format": "plain", "target": "de"}
    statuses = [visitor.post("/translations/preview", body).status_code for _try in range(3)]
    assert statuses == [422, 422, 429]


def test_an_error_nobody_foresaw_has_the_same_shape(
    settings: LazySettings, visitor: Caller, thread: Thread
) -> None:
    settings.REFERENCE_RESOLVERS = {"member": "accounts.queries.no_such_function"}
    a_member(username="ana")
    a_post(thread, body="Hello @ana")
    answer = visitor.get(f"/threads/{thread.pk}")
    assert is_refusal(answer, 500, "error")
    assert b"no_such_function" not in answer.content
