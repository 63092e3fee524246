"""Tools for threads, as programs use them."""

import pytest

from forum.actions.merging import merge_threads
from forum.models import Category, Thread
from tests.builders import a_role, a_thread
from tests.frontend.api.callers import Caller, a_caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(category: Category) -> Thread:
    return a_thread(category=category)


@pytest.fixture
def merged(thread: Thread, target: Thread) -> Thread:
    """The thread, gone into the target."""
    moderator = a_role(thread.community, level=5)
    merge_threads(actor=moderator, source=thread, target=target)
    return thread


@pytest.mark.parametrize("what", ["", "/posts"])
def test_reading_a_merged_thread_leads_to_the_other(
    visitor: Caller, merged: Thread, target: Thread, what: str
) -> None:
    answer = visitor.get(f"/threads/{merged.pk}{what}", lang="de")
    assert answer.status_code == 302
    assert answer["Location"] == f"/api/v1/threads/{target.pk}{what}?lang=de"


def test_changing_a_merged_thread_is_refused_with_its_place(
    caller: Caller, merged: Thread, target: Thread
) -> None:
    answer = caller.patch(f"/threads/{merged.pk}", {"pinned": True})
    assert answer.status_code == 409
    assert answer.data["error"]["code"] == "thread_merged"
    assert answer.data["error"]["merged_into"] == target.pk


@pytest.fixture
def moderator(category: Category) -> Caller:
    member = a_role(category.community, level=5).member
    assert member is not None
    return a_caller(member, level=5, scopes="read,write,moderate")


def test_a_program_merges_and_undoes_it(moderator: Caller, thread: Thread, target: Thread) -> None:
    answer = moderator.post(f"/threads/{thread.pk}/merge", {"into": target.pk})
    assert (answer.status_code, answer.data["id"]) == (200, target.pk)
    assert answer.data["posts_count"] == 2
    answer = moderator.delete(f"/threads/{thread.pk}/merge")
    assert (answer.status_code, answer.data["id"]) == (200, thread.pk)
    assert answer.data["posts_count"] == 1


def test_a_program_splits(moderator: Caller, thread: Thread) -> None:
    post = thread.posts.get(kind="answer")
    answer = moderator.post(f"/threads/{thread.pk}/split", {"posts": [post.pk], "title": "Apart"})
    assert answer.status_code == 201
    assert answer.data["title"]["original"]["source"] == "Apart"


@pytest.mark.parametrize(
    "change",
    [{"locked": True, "hours": 2}, {"hidden": True, "hidden_reason": "spam"}, {"closed": True}],
)
def test_a_program_changes_one_thing(
    moderator: Caller, thread: Thread, change: dict[str, object]
) -> None:
    if "closed" in change:
        change = {**change, "reason": "outdated"}
    assert moderator.patch(f"/threads/{thread.pk}", change).status_code == 200


def test_two_changes_at_once_are_refused(moderator: Caller, thread: Thread) -> None:
    answer = moderator.patch(f"/threads/{thread.pk}", {"hidden": True, "slow_seconds": 5})
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "invalid_input")


def test_without_the_scope_nothing_of_it_is_done(
    category: Category, thread: Thread, target: Thread
) -> None:
    member = a_role(category.community, level=5).member
    assert member is not None
    caller = a_caller(member, level=5, scopes="read,write")
    answers = [
        caller.post(f"/threads/{thread.pk}/merge", {"into": target.pk}),
        caller.patch(f"/threads/{thread.pk}", {"locked": True, "hours": 1}),
        caller.post(f"/threads/{thread.pk}/split", {"posts": [1], "title": "Apart"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
