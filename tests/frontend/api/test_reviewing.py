"""The review queue for programs: with the scope `moderate`, and as on the page."""

from typing import Any

import pytest

from accounts.models import Membership
from forum.actions.claims import claim_review
from forum.actions.flags import flag_post
from forum.models import Post, ReviewItem
from tests.builders import a_post, a_role, a_thread, an_actor
from tests.frontend.api.callers import a_caller

pytestmark = pytest.mark.django_db

AGENT = Membership.Role.AGENT


@pytest.fixture
def post():
    return a_post(a_thread(), language="es", body="Compra lámparas baratas aquí.")


@pytest.fixture
def moderator(post):
    member = a_role(post.thread.community, AGENT).member
    return a_caller(member, scopes="read,write,moderate")


def reported(post: Post, **fields: Any) -> ReviewItem:
    given = {"actor": an_actor(), "reason": "spam", "language": "en", "note": "An advert."}
    flag_post(post=post, **{**given, **fields})
    return ReviewItem.objects.get(post=post)


def test_the_queue_tells_what_waits_and_what_may_be_decided(moderator, post):
    item = reported(post)
    (told,) = moderator.get("/review?lang=pl").json()["items"]
    assert (told["id"], told["kind"], told["post"], told["weight"]) == (
        item.pk,
        "flagged",
        post.pk,
        1,
    )
    assert told["body"]["original"]["source"] == "Compra lámparas baratas aquí."
    assert told["voices"][0]["note"]["original"]["source"] == "An advert."
    names = [decision["name"] for decision in told["decisions"]]
    assert names == ["approve", "edit", "mask", "hide", "delete", "warn", "pause"]


def test_an_item_is_claimed_decided_and_taken_back(moderator, post):
    path = f"/review/{reported(post).pk}"
    assert moderator.post(f"{path}/claim", {}).json()["claimed_by"] is not None
    told = moderator.post(f"{path}/decide", {"decision": "hide", "reason": "spam"}).json()
    assert (told["state"], told["decision"], told["visibility"]) == ("decided", "hide", "hidden")
    told = moderator.post(f"{path}/undo", {}).json()
    assert (told["state"], told["visibility"]) == ("open", "public")
    assert moderator.get(path).json()["state"] == "open"


def test_somebody_was_quicker(moderator, post):
    item = reported(post)
    claim_review(actor=a_role(post.thread.community, AGENT), item=item)
    refused = moderator.post(f"/review/{item.pk}/decide", {"decision": "approve"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "review_claimed")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"decision": "boil"}, "decision"),
        ({"decision": "hide"}, "reason"),
        ({"decision": "pause", "reason": "abuse", "hours": 5}, "hours"),
    ],
)
def test_what_is_wrong_is_told_by_field(moderator, post, sent, field):
    refused = moderator.post(f"/review/{reported(post).pk}/decide", sent)
    assert refused.status_code == 422
    assert field in refused.json()["error"]["fields"]


@pytest.mark.parametrize("scopes", ["read", "read,write", "moderate"])
def test_a_token_without_the_scope_reaches_nothing(post, scopes):
    item = reported(post)
    caller = a_caller(a_role(post.thread.community, AGENT).member, scopes=scopes)
    for answer in (
        caller.get("/review"),
        caller.get(f"/review/{item.pk}"),
        caller.post(f"/review/{item.pk}/claim", {}),
        caller.post(f"/review/{item.pk}/decide", {"decision": "approve"}),
        caller.post(f"/review/{item.pk}/undo", {}),
    ):
        assert answer.status_code == 403


def test_who_reviews_nothing_is_refused_and_what_is_elsewhere_not_found(moderator, post):
    item = reported(post)
    other = a_caller(an_actor().member, scopes="read,write,moderate")
    assert other.get("/review").status_code == 403
    assert moderator.get(f"/review/{item.pk + 1}").status_code == 404
    assert moderator.get("/review?cursor=x").status_code == 400
    assert moderator.get("/review?community=nowhere").status_code == 404
