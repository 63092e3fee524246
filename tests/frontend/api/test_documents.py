"""The OpenAPI document and its page."""

import re
from functools import cache
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.frontend.api.callers import Caller

PATHS = {
    *(
        "/languages",
        "/communities",
        "/communities/{slug}/coverage",
        "/threads",
        "/threads/{thread_id}",
    ),
    *("/threads/{thread_id}/posts", "/posts/{post_id}", "/posts/{post_id}/accept"),
    *("/posts/{post_id}/restore", "/posts/{post_id}/translations", "/translations/preview"),
    *(
        f"/posts/{{post_id}}/translations/{{lang}}/{what}"
        for what in (
            *("segments", "rating", "corrections", "corrections/{correction_id}"),
            *("corrections/{correction_id}/vote", "corrections/{correction_id}/decision"),
        )
    ),
    *("/translations/preview/{preview_id}", "/me", "/members/{username}"),
    *("/me/ledger", "/boards"),
    *("/uploads", "/uploads/{upload_id}", "/members", "/drafts", "/drafts/{place}"),
    *(f"/posts/{{post_id}}/{what}" for what in ("vote", "solved-me-too", "flags")),
    *(f"/posts/{{post_id}}/{what}" for what in ("poll", "poll/end")),
    *("/review", *(f"/review/{{item_id}}{what}" for what in ("", "/claim", "/decide", "/undo"))),
    *("/communities/{slug}/audit", "/me/decisions", "/threads/{thread_id}/split"),
    *("/threads/{thread_id}/merge", "/threads/{thread_id}/merge/proposal"),
    *("/threads/similar", "/threads/{thread_id}/tags", "/notifications", "/notifications/read"),
}


@pytest.fixture
def schema(db: None) -> dict[str, Any]:
    return _document()


@pytest.fixture
def answer(db: None) -> HttpResponse:
    """The page for people."""
    return _page()


# Both take a second, and are the same for everybody.
@cache
def _document() -> dict[str, Any]:
    return dict(Caller().get("/openapi.json").data)


@cache
def _page() -> HttpResponse:
    return cast(HttpResponse, Client().get("/api/v1/docs"))


def operations(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (method, operation)
        for methods in schema["paths"].values()
        for method, operation in methods.items()
    ]


def test_every_call_stands_in_the_document(schema: dict[str, Any]) -> None:
    assert set(schema["paths"]) == {f"/api/v1{path}" for path in PATHS}


def test_every_call_documents_its_refusals_in_the_one_shape(schema: dict[str, Any]) -> None:
    for method, operation in operations(schema):
        refusals = {status for status in operation["responses"] if int(status) >= 400}
        assert refusals >= {"400", "401", "403", "404", "422"}, operation["operationId"]
        if method != "get":
            assert refusals >= {"409", "413", "429"}, operation["operationId"]
        for status in refusals:
            content = operation["responses"][status]["content"]["application/json"]
            assert content["schema"]["$ref"].endswith("/ErrorOut")


def test_every_post_documents_its_idempotency_key(schema: dict[str, Any]) -> None:
    for method, operation in operations(schema):
        named = [parameter["name"] for parameter in operation["parameters"]]
        assert ("Idempotency-Key" in named) == (method == "post"), operation["operationId"]


def test_the_ways_to_sign_in_are_documented(schema: dict[str, Any]) -> None:
    assert set(schema["components"]["securitySchemes"]) == {"token", "session"}


def test_the_page_names_every_call(answer: HttpResponse) -> None:
    page = answer.content.decode()
    assert all(f"<code>/api/v1{path}</code>" in page for path in PATHS)


def test_links_within_the_page_lead_somewhere(answer: HttpResponse) -> None:
    page = answer.content.decode()
    anchors = re.findall(r' id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_the_page_needs_no_script_and_nothing_from_elsewhere(answer: HttpResponse) -> None:
    page = answer.content.decode()
    assert "<script" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert "http" not in " ".join(re.findall(r'(?:src|href)="([^"]+)"', page))
    assert "default-src 'self'" in answer["Content-Security-Policy"]
