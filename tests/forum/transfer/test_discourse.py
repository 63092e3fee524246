import json
from hashlib import sha1

import pytest

from accounts.models import Member
from forum.actions import vote_poll
from forum.models import Poll, Post, Tag, Thread, Upload
from forum.transfer.discourse_markup import from_cooked, from_raw
from forum.transfer.discourse_uploads import base62
from tests.builders import a_community, an_actor
from tests.forum.transfer.files import bring

pytestmark = pytest.mark.django_db

WHEN = "2021-05-01T09:00:00.000Z"


def a_post(number, **fields):
    """A post as `/t/ID.json?include_raw=1` has it, with what this reader looks at."""
    return {
        "id": 100 + number,
        "username": f"Member{number}",
        "name": "",
        "created_at": WHEN,
        "updated_at": WHEN,
        "cooked": "<p>cooked</p>",
        "raw": f"Raw text number {number}",
        "post_number": number,
        "post_type": 1,
        "reply_to_post_number": None,
        "actions_summary": [{"id": 2, "count": 3}],
        "version": 1,
        "hidden": False,
        "user_deleted": False,
        "topic_id": 12,
        "accepted_answer": False,
        **fields,
    }


def a_topic(*posts, **fields):
    return {
        "id": 12,
        "title": "Router drops the connection",
        "category_id": 5,
        "tags": ["wifi", {"id": 3, "name": "mesh", "slug": "mesh"}],
        "created_at": WHEN,
        "archetype": "regular",
        "closed": True,
        "archived": False,
        "pinned": False,
        "post_stream": {"posts": list(posts), "stream": [post["id"] for post in posts]},
        **fields,
    }


def a_forum(folder, *topics):
    (folder / "topics").mkdir(parents=True)
    categories = [{"id": 5, "name": "Routers", "slug": "routers", "position": 1}]
    listed = {"category_list": {"categories": categories}}
    (folder / "categories.json").write_text(json.dumps(listed))
    (folder / "users.json").write_text(
        json.dumps(
            [{"id": 1, "username": "Member1", "name": "The First", "email": "one@example.org"}]
        )
    )
    for number, topic in enumerate(topics):
        (folder / "topics" / f"{number}.json").write_text(json.dumps(topic))
    return folder


def imported(tmp_path, *topics):
    run = bring(a_community(), a_forum(tmp_path / "d", *topics), "discourse")
    assert run.problems == [], run.problems
    return run


def test_a_topic_comes_with_its_posts(tmp_path):
    imported(tmp_path, a_topic(a_post(1), a_post(2, reply_to_post_number=1)))
    thread = Thread.objects.get()
    assert (thread.title.source, thread.category.slug) == ("Router drops the connection", "routers")
    assert (thread.kind, thread.closed, thread.author.display_name) == (
        "discussion",
        True,
        "The First",
    )
    assert sorted(Tag.objects.values_list("slug", flat=True)) == ["mesh", "wifi"]
    reply = thread.posts.get(number=2)
    assert (reply.body.source, reply.score, reply.reply_to.number) == ("Raw text number 2", 3, 1)
    assert Member.objects.get(username="Member1").placeholder.email == "one@example.org"


def test_a_topic_with_a_solution_is_a_question(tmp_path):
    imported(tmp_path, a_topic(a_post(1), a_post(2), accepted_answer={"post_number": 2}))
    thread = Thread.objects.get()
    assert (thread.kind, thread.state, thread.accepted_post.number) == ("question", "solved", 2)


def test_what_is_not_for_readers_does_not_come(tmp_path):
    posts = [
        a_post(1),
        a_post(2, post_type=3, raw=""),
        a_post(3, deleted_at=WHEN),
        a_post(4, post_type=4, raw="for staff"),
        a_post(5, user_deleted=True),
    ]
    message = a_topic(a_post(1, topic_id=13), id=13, archetype="private_message")
    imported(tmp_path, a_topic(*posts), message)
    rows = Post.objects.order_by("number").values_list("number", "visibility")
    assert list(rows) == [(1, "public"), (4, "staff")]


def test_further_posts_may_stand_in_files_of_their_own(tmp_path):
    more = {"id": 12, "post_stream": {"posts": [a_post(2), a_post(3)]}}
    imported(tmp_path, a_topic(a_post(1)), more)
    assert Thread.objects.get().posts_count == 2


def test_a_quote_becomes_a_quotation_of_the_post(tmp_path):
    raw = '[quote="Member1, post:1, topic:12, full:true"]\nRaw text\n[/quote]\n\nI see.'
    imported(tmp_path, a_topic(a_post(1), a_post(2, raw=raw)))
    first, second = Post.objects.order_by("number")
    head = f"> [@Member1, #1](/t/{first.thread_id}/?post={first.pk}&shown="
    assert second.body.source.startswith(head)
    assert second.body.source.endswith("> Raw text\n\nI see.")
    quote = second.quotes.get()
    assert (quote.quoted, quote.shown, quote.source) == (first, "Raw text", "")


def test_polls_come_with_their_numbers(tmp_path):
    poll = {
        "name": "poll",
        "type": "multiple",
        "voters": 5,
        "options": [
            {"id": "a", "html": "Channel <b>6</b>", "votes": 3},
            {"id": "b", "html": "11", "votes": 2},
        ],
    }
    raw = "What helps?\n\n[poll type=multiple]\n* Channel **6**\n* 11\n[/poll]"
    imported(tmp_path, a_topic(a_post(1, raw=raw, polls=[poll])))
    row = Poll.objects.get()
    assert (row.multiple, row.voters_count) == (True, 5)
    options = [(option.text.source, option.votes_count) for option in row.options.all()]
    assert options == [("Channel 6", 3), ("11", 2)]
    assert row.post.body.source == "What helps?"
    vote_poll(actor=an_actor(), post=row.post, options=[row.options.first().pk])
    row.refresh_from_db()
    assert (row.options.first().votes_count, row.voters_count) == (4, 6)


def test_files_are_found_by_what_texts_call_them(tmp_path):
    data = b"1,2\n"
    digest = sha1(data).hexdigest()
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    raw = f"See [log.csv|attachment](upload://{base62(digest, alphabet)}.csv) (4 Bytes)"
    folder = a_forum(tmp_path / "d", a_topic(a_post(1, raw=raw)))
    (folder / "uploads" / "1X").mkdir(parents=True)
    (folder / "uploads" / "1X" / f"{digest}.csv").write_bytes(data)
    run = bring(a_community(), folder, "discourse")
    assert run.problems == []
    upload = Upload.objects.get()
    assert f"/files/{upload.pk}/" in Post.objects.get().body.source
    assert upload.uses.count() == 1


@pytest.mark.parametrize("data", ["[]", "{", "null", '{"title": 5, "post_stream": 7}', "[" * 9999])
def test_a_file_that_is_no_topic_is_told(tmp_path, data):
    folder = a_forum(tmp_path / "d", a_topic(a_post(1)))
    (folder / "topics" / "9.json").write_text(data)
    run = bring(a_community(), folder, "discourse")
    assert {one["where"] for one in run.problems} == {"topics/9.json"}
    assert Post.objects.count() == 1


def test_marks_inside_of_code_stay_as_they_are():
    raw = "```\n[quote=x]a[/quote]\n```\nand `[details]`"
    assert from_raw(raw, {}) == raw


def test_quotes_within_quotes_are_nested():
    raw = '[quote="a"]\n[quote="b"]\ninner\n[/quote]\nouter\n[/quote]\nsaid'
    text = from_raw(raw, {})
    assert "> > inner" in text and "> outer" in text and text.endswith("said")
    assert "[quote" not in text


def test_an_unclosed_quote_is_text():
    assert from_raw('[quote="a"] half', {}) == '[quote="a"] half'


def test_a_file_that_did_not_come_leaves_its_words():
    assert from_raw("![a cat|690x300](upload://abc.png)", {}) == "a cat"


def test_cooked_html_becomes_markdown():
    html = (
        '<aside class="quote" data-username="anna" data-post="3" data-topic="12">'
        '<div class="title">anna:</div><blockquote><p>So it was.</p></blockquote></aside>'
        '<p>Hi <a class="mention" href="/u/anna">@anna</a>'
        ' <img class="emoji" alt=":smile:" src="x">'
        ' <a href="javascript:alert(1)">bad</a><script>alert(1)</script></p>'
        '<pre><code class="lang-python">x = 1</code></pre>'
    )
    text = from_cooked(html, {})
    assert "> [@anna, #3](lingora:post/12-3)" in text and "> So it was." in text
    assert "Hi @anna :smile: bad" in text
    assert "```python\nx = 1\n```" in text
    assert "javascript" not in text and "alert" not in text
