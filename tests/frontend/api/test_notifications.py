"""What programs are told for their members."""

import pytest

from accounts.queries import actor_for
from forum.actions.notifications import notify_of_post
from forum.models import Notification
from tests.builders import a_post, a_thread
from tests.frontend.api.callers import a_caller


@pytest.fixture
def told(member, caller, category):
    """The member asked, and somebody answered."""
    post = a_post(a_thread(category=category, actor=actor_for(member)))
    notify_of_post(post_id=post.pk)
    return post


def test_a_notification_names_its_happening_in_the_readers_language(caller, told):
    [item] = caller.get("/notifications", lang="es").data["items"]
    assert item["type"] == "answer"
    assert item["actor"]["username"] == told.author.username
    assert (item["thread"], item["post"]) == (told.thread_id, told.pk)
    assert item["title"]["translation"]["requested"] == "es"
    assert f"/es/t/{told.thread_id}/" in item["url"]


def test_reading_the_list_marks_nothing(caller, told):
    for _ in "ab":
        assert caller.get("/notifications").data["unseen"] == 1
    assert Notification.objects.get().seen is None


def test_reading_one_marks_it(caller, told):
    [item] = caller.get("/notifications").data["items"]
    answer = caller.post("/notifications/read", {"ids": [item["id"]]})
    assert (answer.status_code, answer.data) == (200, {"unseen": 0})
    assert caller.get("/notifications", unread="true").data["items"] == []


def test_reading_all_twice_under_a_key_is_once(caller, told):
    answers = [caller.post("/notifications/read", {"all": True}, key="k") for _ in "ab"]
    assert [answer.data for answer in answers] == [{"unseen": 0}] * 2
    assert answers[1]["Idempotent-Replayed"] == "true"


def test_nobody_marks_for_another(told):
    row = Notification.objects.get()
    a_caller().post("/notifications/read", {"ids": [row.pk]})
    row.refresh_from_db()
    assert row.read is None


@pytest.mark.parametrize("body", [{"ids": ["x"]}, {"ids": [2**70]}, {"ids": 1}, {"every": True}])
def test_what_makes_no_sense_is_refused(caller, body):
    assert caller.post("/notifications/read", body).status_code == 422


def test_visitors_are_told_nothing(db, visitor):
    assert visitor.get("/notifications").status_code == 401
    assert visitor.post("/notifications/read", {"all": True}).status_code in {401, 403}


def test_a_token_that_may_only_read_marks_nothing(member, told):
    reader = a_caller(member, scopes="read")
    assert reader.get("/notifications").status_code == 200
    assert reader.post("/notifications/read", {"all": True}).status_code == 403


def test_a_wrong_cursor_is_told(caller):
    assert caller.get("/notifications", cursor="x").status_code == 400
