"""Tools for threads, as programs use them."""

import pytest

from forum.actions.merging import merge_threads
from forum.models import Category, Thread
from tests.builders import a_role, a_thread
from tests.frontend.api.callers import Caller

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
