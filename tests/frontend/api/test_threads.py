"""Tags, products, urgency, narrowed lists and similar threads by program."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Member
from accounts.queries import actor_for
from forum.actions import Details, create_product, create_tag, open_thread
from forum.models import Category, Thread
from tests.builders import a_thread
from tests.frontend.api.callers import QUESTION, Caller, a_caller


@pytest.fixture(autouse=True)
def _things(category: Category) -> None:
    create_tag(community=category.community, name="遅い Wi-Fi", language="ja")
    create_product(community=category.community, name="Aurora", language="en")


TAG = "遅い-wi-fi"
DETAILS = {"tags": [TAG], "product": "aurora", "product_version": "2.1", "urgency": "now"}


def opened(member: Member, category: Category, **details: Any) -> Thread:
    return open_thread(
        actor=actor_for(member),
        community=category.community,
        category=category,
        kind="question",
        title="The router drops the connection",
        body="It happens every evening.",
        language="en",
        details=Details(**details),
    )


def test_a_question_is_opened_with_all_that_it_is_about(caller: Caller) -> None:
    answer = caller.post("/threads", {**QUESTION, **DETAILS})
    assert answer.status_code == 201
    assert {key: answer.data[key] for key in DETAILS} == DETAILS


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tags": ["nothing like this"]}, "tags"),
        ({"tags": ["!"]}, "tags"),
        ({"tags": "wifi"}, "tags"),
        ({"tags": ["a\0"]}, "tags"),
        ({"tags": [f"tag {number}" for number in range(6)]}, "tags"),
        ({"product": "nothing"}, "product"),
        ({"product": "a\0b"}, "product"),
        ({"product_version": "2.1"}, "product"),
        ({"product": "aurora", "product_version": "x" * 41}, "product_version"),
        ({"urgency": "never"}, "urgency"),
        ({"urgency": 2}, "urgency"),
        ({"kind": "discussion", "urgency": "now"}, "urgency"),
        ({"kind": "idea"}, "kind"),
    ],
)
def test_details_that_cannot_be_are_named(
    change: dict[str, Any], field: str, member: Member, category: Category
) -> None:
    answer = a_caller(member, level=1).post("/threads", {**QUESTION, **change})
    assert answer.status_code == 422
    assert list(answer.data["error"]["fields"]) == [field]
    assert not Thread.objects.filter(category=category).exists()


def test_lists_are_narrowed_by_tag_product_language_and_country(
    visitor: Caller, member: Member, category: Category
) -> None:
    a_thread(category=category)
    thread = opened(member, category, tags=[TAG])
    for wanted in ({"tag": TAG}, {"tag": TAG, "language": "en"}, {"tag": TAG, "state": "open"}):
        items = visitor.get("/threads", community="aurora", **wanted).data["items"]
        assert [item["id"] for item in items] == [thread.pk]
    for wanted in ({"product": "aurora"}, {"language": "ja"}, {"country": "DE"}, {"kind": "idea"}):
        assert visitor.get("/threads", community="aurora", **wanted).data["items"] == []


def test_what_waits_for_an_answer_is_a_list(visitor: Caller, thread: Thread) -> None:
    waiting = a_thread(category=thread.category)
    items = visitor.get("/threads", show="unanswered").data["items"]
    assert [item["id"] for item in items] == [waiting.pk]


def test_what_a_caller_follows_is_his_own(
    visitor: Caller, caller: Caller, member: Member, category: Category
) -> None:
    thread = opened(member, category)
    assert [item["id"] for item in caller.get("/threads", show="following").data["items"]] == [
        thread.pk
    ]
    assert visitor.get("/threads", show="following").data["items"] == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"tag": "x"},
        {"product": "x"},
        {"community": "aurora", "tag": "a/b"},
        {"country": "de"},
        {"show": "everything"},
        {"kind": "rant"},
    ],
)
def test_wrong_filters_are_refused(visitor: Caller, wanted: dict[str, str]) -> None:
    assert visitor.get("/threads", **wanted).status_code == 422


def test_a_tag_that_is_not_there_is_not_found(visitor: Caller) -> None:
    assert visitor.get("/threads", community="aurora", tag="nothing").status_code == 404


def test_communities_tell_their_tags_and_products(visitor: Caller) -> None:
    items = visitor.get("/communities", lang="en").data["items"]
    found = next(item for item in items if item["slug"] == "aurora")
    assert [tag["slug"] for tag in found["tags"]] == [TAG]
    assert [product["slug"] for product in found["products"]] == ["aurora"]
    assert found["tags"][0]["name"]["original"]["lang"] == "ja"


def test_authors_change_the_tags_of_their_threads(
    visitor: Caller, member: Member, category: Category
) -> None:
    caller = a_caller(member, level=1)
    thread = opened(member, category)
    path = f"/threads/{thread.pk}/tags"
    assert visitor.put(path, {"tags": []}).status_code == 401
    assert caller.put(path, {"tags": [TAG]}).data["tags"] == [TAG]
    assert caller.put(path, {"tags": ["nothing"]}).status_code == 422
    assert caller.put(path, {"tags": []}).data["tags"] == []


def test_threads_like_a_title_are_found(
    visitor: Caller, member: Member, category: Category
) -> None:
    thread = opened(member, category)
    asked = {"title": "My router drops the connection", "lang": "en", "community": "aurora"}
    assert [item["id"] for item in visitor.get("/threads/similar", **asked).data["items"]] == [
        thread.pk
    ]
    assert visitor.get("/threads/similar", title="?").data["items"] == []
    assert visitor.get("/threads/similar").status_code == 422


def test_a_list_costs_the_same_for_one_thread_and_for_twenty(
    visitor: Caller, member: Member, category: Category
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            visitor.get("/threads", community="aurora", lang="fr", limit=20)
        return len(caught)

    opened(member, category, tags=[TAG])
    before = cost()
    for _ in range(19):
        opened(member, category, tags=[TAG])
    assert cost() == before
