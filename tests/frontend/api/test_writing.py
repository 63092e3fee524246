"""What programs write: threads, posts, edits, and what is refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Member
from accounts.queries import actor_for
from forum.actions import delete_post, publish_post
from forum.models import Category, Post, Thread
from tests.builders import a_category, a_community, a_post, a_role, a_thread
from tests.frontend.api.callers import QUESTION, Caller, a_caller
from translation.actions import propose_correction
from translation.models import Correction


def an_answer(thread: Thread) -> Post:
    return thread.posts.get(kind="answer")


def test_a_question_is_opened_in_the_language_it_is_written_in(
    caller: Caller, category: Category
) -> None:
    answer = caller.post("/threads", QUESTION)
    assert answer.status_code == 201
    thread = Thread.objects.get(pk=answer.data["id"])
    assert (thread.title.language, answer.data["language"]) == ("de", "de")
    assert answer.data["posts"]["items"][0]["body"]["original"]["source"] == QUESTION["body"]


def test_a_language_that_is_said_holds(caller: Caller, category: Category) -> None:
    answer = caller.post("/threads", {**QUESTION, "language": "nl", "country": "be"})
    assert (answer.data["language"], answer.data["country"]) == ("nl", "BE")


def test_a_thread_is_answered(caller: Caller, thread: Thread) -> None:
    answer = caller.post(f"/threads/{thread.pk}/posts", {"body": "Kanal 11 half."})
    assert answer.status_code == 201
    assert (answer.data["kind"], answer.data["number"]) == ("answer", 3)


def test_a_comment_replies_to_a_post(caller: Caller, thread: Thread) -> None:
    body = {"body": "Danke!", "kind": "comment", "reply_to": an_answer(thread).pk}
    answer = caller.post(f"/threads/{thread.pk}/posts", body)
    assert (answer.data["kind"], answer.data["reply_to"]) == ("comment", an_answer(thread).pk)


def test_a_reply_to_a_post_of_another_thread_is_not_found(caller: Caller, thread: Thread) -> None:
    other = a_post(a_thread())
    body = {"body": "Danke!", "reply_to": other.pk}
    assert caller.post(f"/threads/{thread.pk}/posts", body).status_code == 404


def test_an_edit_is_kept_as_a_new_revision(thread: Thread) -> None:
    post = an_answer(thread)
    Post.objects.filter(pk=post.pk).update(created=timezone.now() - timedelta(hours=1))
    author = a_caller(post.author)
    answer = author.patch(f"/posts/{post.pk}", {"body": "Kanal 11.", "revision": 1})
    assert (answer.status_code, answer.data["revision"]) == (200, 2)
    assert answer.data["edited"]
    assert post.revisions.count() == 1


def test_an_edit_right_after_writing_leaves_no_earlier_version(thread: Thread) -> None:
    post = an_answer(thread)
    author = a_caller(post.author)
    assert author.patch(f"/posts/{post.pk}", {"body": "Kanal 11.", "revision": 1}).data["edited"]
    assert not post.revisions.exists()


def test_the_language_of_a_post_is_corrected(thread: Thread) -> None:
    post = an_answer(thread)
    answer = a_caller(post.author).patch(f"/posts/{post.pk}", {"language": "nl", "revision": 1})
    assert answer.data["language"] == "nl"


def test_an_edit_of_another_revision_is_a_conflict_that_tells_the_present_source(
    thread: Thread,
) -> None:
    post = an_answer(thread)
    author = a_caller(post.author)
    author.patch(f"/posts/{post.pk}", {"body": "First.", "revision": 1})
    answer = author.patch(f"/posts/{post.pk}", {"body": "Second.", "revision": 1})
    assert (answer.status_code, answer.data["error"]["code"]) == (409, "edit_conflict")
    assert answer.data["error"]["current"] == {"source": "First.", "revision": 2}


def test_a_deleted_post_is_gone_and_comes_back(visitor: Caller, thread: Thread) -> None:
    post = an_answer(thread)
    author = a_caller(post.author)
    assert author.delete(f"/posts/{post.pk}").status_code == 204
    assert visitor.get(f"/posts/{post.pk}").status_code == 404
    assert author.post(f"/posts/{post.pk}/restore").status_code == 200
    assert visitor.get(f"/posts/{post.pk}").status_code == 200


def test_what_staff_deleted_its_author_cannot_restore(thread: Thread) -> None:
    post = an_answer(thread)
    delete_post(actor=a_role(thread.community, "operator"), post=post)
    assert a_caller(post.author).post(f"/posts/{post.pk}/restore").status_code == 404


def test_an_answer_is_accepted_and_unaccepted(thread: Thread) -> None:
    path = f"/posts/{an_answer(thread).pk}/accept"
    asker = a_caller(thread.author)
    assert asker.post(path).data["accepted"] is True
    solved = asker.get(f"/threads/{thread.pk}").data
    assert (solved["state"], solved["accepted_posts"]) == ("solved", [an_answer(thread).pk])
    assert asker.delete(path).data["accepted"] is False
    assert asker.get(f"/threads/{thread.pk}").data["state"] == "open"


def test_a_comment_cannot_be_accepted(thread: Thread) -> None:
    comment = a_post(thread, kind="comment")
    answer = a_caller(thread.author).post(f"/posts/{comment.pk}/accept")
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "not_an_answer")


SCRIPT = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"


def test_script_in_title_and_body_never_becomes_markup(caller: Caller, category: Category) -> None:
    answer = caller.post("/threads", {**QUESTION, "title": SCRIPT, "body": SCRIPT}).data
    html = answer["title"]["shown"]["html"] + answer["posts"]["items"][0]["body"]["shown"]["html"]
    assert "<script" not in html
    assert not re.search(r"<[^>]+onerror", html)
    assert 'href="javascript' not in html
    assert answer["title"]["original"]["source"] == SCRIPT


# Refusals of what was sent


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": None}, "title"),
        ({"title": 5}, "title"),
        ({"title": ["a", "b"]}, "title"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"body": {}}, "body"),
        ({"body": "   "}, "body"),
        ({"body": "x" * 50_001}, "body"),
        ({"kind": "rant"}, "kind"),
        ({"country": "XX"}, "country"),
        ({"country": "Atlantis"}, "country"),
        ({"language": 7}, "language"),
        ({"community": "a\0b"}, "community"),
        ({"langauge": "de"}, "langauge"),
        ({"tags": ["x" * 200]}, "tags"),
    ],
)
def test_a_wrong_field_is_named(
    change: dict[str, Any], field: str, caller: Caller, category: Category
) -> None:
    answer = caller.post("/threads", {**QUESTION, **change})
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "invalid_input")
    assert list(answer.data["error"]["fields"]) == [field]
    assert not Thread.objects.filter(category=category).exists()


def test_a_field_that_is_missing_is_named(caller: Caller, category: Category) -> None:
    answer = caller.post("/threads", {"kind": "question"})
    assert set(answer.data["error"]["fields"]) == {"community", "category", "title", "body"}


@pytest.mark.parametrize("language", ["xx-yy-zz", "nonsense", "--"])
def test_a_language_nobody_knows_is_refused(
    language: str, caller: Caller, category: Category
) -> None:
    answer = caller.post("/threads", {**QUESTION, "language": language})
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "invalid_language")


@pytest.mark.parametrize("revision", ["1", 1.5, True, 0, None, 2**64])
def test_a_revision_is_a_whole_number(revision: Any, thread: Thread) -> None:
    post = an_answer(thread)
    answer = a_caller(post.author).patch(
        f"/posts/{post.pk}", {"body": "New.", "revision": revision}
    )
    assert list(answer.data["error"]["fields"]) == ["revision"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"title": NaN}',
        b'{"title": "\\ud800"}',
        b"null",
        b"[]",
    ],
)
def test_a_body_that_is_no_object_is_refused(
    body: bytes, caller: Caller, category: Category
) -> None:
    answer = caller.post("/threads", body)
    assert answer.status_code in {400, 422}
    assert answer.data["error"]["code"] in {"bad_json", "invalid_input"}


def test_a_huge_body_is_refused(caller: Caller, category: Category) -> None:
    answer = caller.post("/threads", {**QUESTION, "body": "x" * 3_000_000})
    assert (answer.status_code, answer.data["error"]["code"]) == (413, "too_large")


def test_a_kind_that_the_category_does_not_take_is_refused(
    caller: Caller, category: Category
) -> None:
    category.kinds = ["discussion"]
    category.save()
    answer = caller.post("/threads", QUESTION)
    assert (answer.status_code, answer.data["error"]["code"]) == (422, "kind_not_allowed")


def test_a_thread_in_a_foreign_community_is_not_found(caller: Caller, db: None) -> None:
    a_category(a_community(slug="inner", visibility="members"), slug="routers")
    assert caller.post("/threads", {**QUESTION, "community": "inner"}).status_code == 404


@pytest.mark.parametrize("number", [0, 999_999_999, 10**40])
def test_unknown_numbers_are_not_found(number: int, caller: Caller, db: None) -> None:
    for path in (f"/threads/{number}", f"/threads/{number}/posts", f"/posts/{number}"):
        assert caller.get(path).status_code == 404
    assert caller.post(f"/threads/{number}/posts", {"body": "x"}).status_code == 404
    assert caller.patch(f"/posts/{number}", {"body": "x", "revision": 1}).status_code == 404
    assert caller.delete(f"/posts/{number}").status_code == 404
    assert caller.post(f"/posts/{number}/accept").status_code == 404
    assert caller.post(f"/posts/{number}/restore").status_code == 404
    assert caller.get(f"/posts/{number}/translations").status_code == 404
    assert caller.get(f"/translations/preview/{number}").status_code == 404


def test_numbers_beyond_all_bounds_are_refused(caller: Caller, thread: Thread) -> None:
    huge = "9" * 5000
    path = f"/threads/{thread.pk}/posts"
    assert caller.get(path, around=10**20).status_code == 422
    assert caller.get(path, around=huge).status_code == 422
    assert caller.get(f"/threads/{huge}").status_code == 404
    assert caller.post(path, {"body": "x", "reply_to": 10**20}).status_code == 422
    assert caller.post(path, f'{{"body": "x", "reply_to": {huge}}}'.encode()).status_code == 400


# Who may


INTO_ENGLISH = "/posts/{post}/translations/en"
GERMAN = "Der Kanal war bei mir schuld."
CALLS: dict[str, tuple[str, str, Any]] = {
    "list threads": ("GET", "/threads", None),
    "read thread": ("GET", "/threads/{thread}", None),
    "list posts": ("GET", "/threads/{thread}/posts", None),
    "read post": ("GET", "/posts/{post}", None),
    "list translations": ("GET", "/posts/{post}/translations", None),
    "read me": ("GET", "/me", None),
    "open": ("POST", "/threads", QUESTION),
    "answer": ("POST", "/threads/{thread}/posts", {"body": "Try this.", "kind": "answer"}),
    "comment": ("POST", "/threads/{thread}/posts", {"body": "Same here.", "kind": "comment"}),
    "retag": ("PUT", "/threads/{thread}/tags", {"tags": []}),
    "edit": ("PATCH", "/posts/{post}", {"body": "Better.", "revision": 1}),
    "delete": ("DELETE", "/posts/{post}", None),
    "accept": ("POST", "/posts/{post}/accept", None),
    "unaccept": ("DELETE", "/posts/{post}/accept", None),
    "restore": ("POST", "/posts/{post}/restore", None),
    "list segments": ("GET", f"{INTO_ENGLISH}/segments", None),
    "list corrections": ("GET", f"{INTO_ENGLISH}/corrections", None),
    "propose": (
        "POST",
        f"{INTO_ENGLISH}/corrections",
        {"segments": [{"source": GERMAN, "target": "The channel was to blame."}]},
    ),
    "vote": ("PUT", f"{INTO_ENGLISH}/corrections/{{correction}}/vote", {"agrees": True}),
    "decide": ("PUT", f"{INTO_ENGLISH}/corrections/{{correction}}/decision", {"approved": True}),
    "withdraw": ("DELETE", f"{INTO_ENGLISH}/corrections/{{correction}}", None),
    "rate": ("PUT", f"{INTO_ENGLISH}/rating", {"understandable": True}),
    "coverage": ("GET", "/communities/{slug}/coverage", None),
    "close": ("PATCH", "/threads/{thread}", {"closed": True}),
    "useful": ("PUT", "/posts/{post}/vote", {"value": 1}),
    "confirm": ("POST", "/posts/{post}/solved-me-too", None),
    "unconfirm": ("DELETE", "/posts/{post}/solved-me-too", None),
    "choose": ("PUT", "/posts/{post}/poll", {"options": [1]}),
    "end poll": ("POST", "/posts/{post}/poll/end", None),
    "report": ("POST", "/posts/{post}/flags", {"reason": "spam"}),
    "find members": ("GET", "/members?prefix=a", None),
    "list drafts": ("GET", "/drafts", None),
    "read draft": ("GET", "/drafts/ask", None),
    "keep draft": ("PUT", "/drafts/ask", {"fields": {"body": "Half a thought"}}),
    "drop draft": ("DELETE", "/drafts/ask", None),
    "list notifications": ("GET", "/notifications", None),
    "note notifications": ("POST", "/notifications/read", {"all": True}),
}
"""`post` is an answer; the author below is its author, the asker that of the thread. `correction`
is somebody else's proposal."""

ROLES = ("visitor", "member", "author", "asker", "agent", "operator", "paused", "banned")
READING = (200,) * 8
MAY: dict[str, tuple[int, ...]] = {
    "list threads": READING,
    "read thread": READING,
    "list posts": READING,
    "read post": READING,
    "list translations": READING,
    "read me": (401, 200, 200, 200, 200, 200, 200, 200),
    "open": (401, 201, 201, 201, 201, 201, 403, 403),
    "answer": (401, 201, 201, 201, 201, 201, 403, 403),
    "comment": (401, 403, 201, 201, 201, 201, 403, 403),
    "retag": (401, 403, 403, 200, 200, 200, 403, 403),
    "edit": (401, 403, 200, 403, 200, 200, 403, 403),
    "delete": (401, 403, 204, 403, 204, 204, 403, 403),
    "accept": (401, 403, 403, 200, 403, 403, 403, 403),
    "unaccept": (401, 403, 403, 200, 403, 403, 403, 403),
    "restore": (401, 403, 200, 403, 200, 200, 403, 403),
    "list segments": READING,
    "list corrections": READING,
    "propose": (401, 403, 201, 403, 201, 201, 403, 403),
    "vote": (401, 403, 403, 403, 403, 403, 403, 403),  # None of them reads German and English.
    "decide": (401, 403, 403, 403, 200, 200, 403, 403),
    "withdraw": (401, 403, 403, 403, 403, 403, 403, 403),
    "rate": (401, 404, 403, 404, 404, 404, 403, 403),  # There is nothing to rate yet.
    "coverage": (401, 403, 403, 403, 200, 200, 403, 403),
    "close": (401, 403, 403, 200, 200, 200, 403, 403),
    "useful": (401, 403, 403, 403, 200, 200, 403, 403),
    "confirm": (401, 200, 403, 422, 200, 200, 403, 403),  # Who asked accepts.
    "unconfirm": (401, 200, 403, 200, 200, 200, 403, 403),
    "choose": (401, 404, 404, 404, 404, 404, 403, 403),  # There is no poll.
    "end poll": (401, 403, 404, 403, 404, 404, 403, 403),  # Neither to end.
    "report": (401, 201, 403, 201, 201, 201, 403, 201),
    "find members": (401, 200, 200, 200, 200, 200, 200, 200),
    "list drafts": (401, 200, 200, 200, 200, 200, 200, 200),
    "read draft": (401, 200, 200, 200, 200, 200, 200, 200),
    "keep draft": (401, 200, 200, 200, 200, 200, 200, 200),
    "drop draft": (401, 204, 204, 204, 204, 204, 204, 204),
    "list notifications": (401, 200, 200, 200, 200, 200, 200, 200),
    "note notifications": (401, 200, 200, 200, 200, 200, 200, 200),
}


def who(role: str, thread: Thread) -> Caller:
    if role == "visitor":
        return Caller()
    if role in {"paused", "banned"}:
        return a_caller(a_role(thread.community, state=role).member)
    if role in {"member", "agent", "operator"}:
        return a_caller(a_role(thread.community, role).member, scopes="read,write,moderate")
    return a_caller(an_answer(thread).author if role == "author" else thread.author)


def a_proposal(thread: Thread) -> Correction:
    """Somebody's better translation of the answer."""
    [correction] = propose_correction(
        actor=a_role(thread.community, level=1),
        text=an_answer(thread).body,
        community=thread.community,
        language="en",
        segments=[(GERMAN, "It was the channel.")],
    )
    return correction


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("call", CALLS)
def test_who_may_what(call: str, role: str, thread: Thread) -> None:
    method, path, body = CALLS[call]
    address = path.format(
        thread=thread.pk,
        post=an_answer(thread).pk,
        slug=thread.community.slug,
        correction=a_proposal(thread).pk if "{correction}" in path else None,
    )
    answer = getattr(who(role, thread), method.lower())(
        address, **({} if method in {"GET", "DELETE"} else {"body": body})
    )
    assert answer.status_code == MAY[call][ROLES.index(role)], answer.data


@pytest.mark.parametrize("role", ["agent", "operator"])
@pytest.mark.parametrize("call", ["delete", "restore"])
def test_a_token_without_moderate_removes_nothing_of_others(
    call: str, role: str, thread: Thread
) -> None:
    method, path, _body = CALLS[call]
    staff, address = a_role(thread.community, role).member, path.format(post=an_answer(thread).pk)
    answer = getattr(a_caller(staff), method.lower())(address)
    assert (answer.status_code, answer.data["error"]["code"]) == (403, "not_permitted")
    trusted = a_caller(staff, scopes="read,write,moderate")
    assert getattr(trusted, method.lower())(address).status_code in {200, 204}


def test_a_token_without_moderate_writes_as_any_member(thread: Thread) -> None:
    staff = a_caller(a_role(thread.community, "agent").member)
    answer = staff.post(f"/threads/{thread.pk}/posts", {"body": "Try this."})
    assert answer.status_code == 201
    path = f"/posts/{answer.data['id']}"
    assert staff.patch(path, {"body": "Try that.", "revision": 1}).status_code == 200
    assert staff.delete(path).status_code == 204


def test_a_token_without_moderate_reads_no_whisper_and_nothing_deleted(thread: Thread) -> None:
    author = a_role(thread.community, "agent")
    gone = an_answer(thread)
    whisper = publish_post(actor=author, thread=thread, body="For staff.", whisper=True)
    assert gone.author
    delete_post(actor=actor_for(gone.author), post=gone)
    operator = a_role(thread.community, "operator").member
    for scopes, status in (("read,write", 404), ("read,moderate", 200)):
        program = a_caller(operator, scopes=scopes)
        for post in (whisper, gone):
            assert program.get(f"/posts/{post.pk}").status_code == status


def test_what_is_answered_with_a_post_needs_a_token_that_may_read(thread: Thread) -> None:
    writer = a_caller(thread.author, scopes="write")
    post = an_answer(thread)
    calls = [
        writer.post(f"/posts/{post.pk}/accept"),
        writer.delete(f"/posts/{post.pk}/accept"),
        writer.post(f"/threads/{thread.pk}/posts", {"body": "Hi."}),
        writer.post("/threads", QUESTION),
    ]
    assert {answer.data["error"]["code"] for answer in calls} == {"scope_missing"}
    assert writer.delete(f"/posts/{thread.posts.get(number=1).pk}").status_code == 204


def test_operators_read_what_was_deleted(visitor: Caller, thread: Thread) -> None:
    post = an_answer(thread)
    assert post.author
    delete_post(actor=actor_for(post.author), post=post)
    operator = a_caller(a_role(thread.community, "operator").member, scopes="read,moderate")
    assert operator.get(f"/posts/{post.pk}").data["visibility"] == "deleted"
    assert (
        a_caller(a_role(thread.community, "agent").member).get(f"/posts/{post.pk}").status_code
        == 404
    )


def test_a_member_without_an_account_any_more_leaves_the_posts(
    visitor: Caller, thread: Thread, member: Member
) -> None:
    post = a_post(thread, actor=actor_for(member))
    member.delete()
    assert visitor.get(f"/posts/{post.pk}").data["author"] is None
