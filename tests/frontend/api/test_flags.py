"""Programs report posts like members do."""

import pytest

from forum.models import Flag
from tests.frontend.api.callers import a_caller

pytestmark = pytest.mark.django_db


def test_a_report_is_answered_with_its_state(caller, thread):
    post = thread.posts.last()
    answer = caller.post(f"/posts/{post.pk}/flags", {"reason": "spam", "note": "Again."})
    flag = Flag.objects.get()
    assert answer.status_code == 201
    assert answer.data == {"id": flag.pk, "reason": "spam", "state": "open"}
    assert caller.post(f"/posts/{post.pk}/flags", {"reason": "abuse"}).data == answer.data


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"reason": "boring"}, 422),
        ({"reason": "other"}, 422),
        ({}, 422),
        ({"reason": "spam", "post": 1}, 422),
        ({"reason": "spam", "note": "x" * 2001}, 422),
    ],
)
def test_what_is_no_report_is_refused(caller, thread, body, status):
    assert caller.post(f"/posts/{thread.posts.last().pk}/flags", body).status_code == status
    assert not Flag.objects.exists()


def test_visitors_and_readers_tokens_may_not(visitor, thread):
    path = f"/posts/{thread.posts.last().pk}/flags"
    assert visitor.post(path, {"reason": "spam"}).status_code == 401
    assert a_caller(scopes="read").post(path, {"reason": "spam"}).status_code == 403


@pytest.mark.parametrize("post_id", [0, 10**15, 2**63, 10**30])
def test_no_post_is_not_found(caller, post_id):
    assert caller.post(f"/posts/{post_id}/flags", {"reason": "spam"}).status_code == 404


def test_the_same_key_reports_once(caller, thread):
    path = f"/posts/{thread.posts.last().pk}/flags"
    first = caller.post(path, {"reason": "spam"}, key="k")
    again = caller.post(path, {"reason": "spam"}, key="k")
    assert (again.data, again["Idempotent-Replayed"]) == (first.data, "true")
