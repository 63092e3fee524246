"""Every call that needs a level, at every level: from the table of privileges."""

from typing import Any

import pytest

from accounts.permissions import RULES, Privilege
from forum.models import Post, Thread
from tests.builders import a_post, a_role
from tests.frontend.api.callers import Caller, a_caller

GERMAN = "Der Kanal war bei mir schuld."
CALLS: dict[Privilege, tuple[str, str, Any]] = {
    Privilege.COMMENT: ("post", "/threads/{thread}/posts", {"body": "So do I.", "kind": "comment"}),
    Privilege.VOTE_UP: ("put", "/posts/{post}/vote", {"value": 1}),
    Privilege.VOTE_DOWN: ("put", "/posts/{post}/vote", {"value": -1, "reason": "wrong"}),
    Privilege.SUGGEST_TRANSLATION: (
        "post",
        "/posts/{post}/translations/en/corrections",
        {"segments": [{"source": GERMAN, "target": "The channel was to blame."}]},
    ),
    Privilege.RETAG: ("put", "/threads/{thread}/tags", {"tags": []}),
    Privilege.EDIT_OTHERS: ("patch", "/posts/{post}", {"body": "Better.", "revision": 1}),
    Privilege.SEE_COVERAGE: ("get", "/communities/{slug}/coverage", None),
    Privilege.DELETE_OTHERS: ("delete", "/posts/{post}", None),
    Privilege.MANAGE_THREADS: ("patch", "/threads/{thread}", {"locked": True}),
}


@pytest.fixture
def post(thread: Thread) -> Post:
    return a_post(thread, language="de", body=GERMAN)


@pytest.mark.parametrize("level", range(6))
@pytest.mark.parametrize("privilege", CALLS, ids=str)
def test_a_call_opens_with_its_level(privilege: Privilege, level: int, post: Post) -> None:
    answer = called(a_caller(a_role(post.thread.community, level=level).member), privilege, post)
    opened = level >= RULES[privilege].level
    assert (answer.status_code != 403) is opened, answer.data
    if not opened and RULES[privilege].level <= 5:
        assert answer.data["error"]["code"] == "level_needed"


def called(caller: Caller, privilege: Privilege, post: Post) -> Any:
    method, path, body = CALLS[privilege]
    thread = post.thread
    address = path.format(thread=thread.pk, post=post.pk, slug=thread.community.slug)
    return getattr(caller, method)(address, **({"body": body} if body is not None else {}))


def test_the_refusal_says_how_one_gets_there(post: Post) -> None:
    answer = called(a_caller(), Privilege.VOTE_UP, post)
    said = answer.data["error"]["message"]
    assert said == "You can vote from level 1 on. One accepted answer is enough."
