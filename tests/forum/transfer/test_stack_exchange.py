from xml.sax.saxutils import quoteattr

import pytest

from forum.models import Post, Tag, Thread
from tests.builders import a_community
from tests.forum.transfer.files import bring

pytestmark = pytest.mark.django_db


def a_file(folder, name, *rows):
    lines = (
        "  <row " + " ".join(f"{key}={quoteattr(value)}" for key, value in row.items()) + " />\n"
        for row in rows
    )
    root = name.removesuffix(".xml").lower()
    text = f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n{"".join(lines)}</{root}>'
    (folder / name).write_text(text, "utf-8")


QUESTION = {
    "Id": "5",
    "PostTypeId": "1",
    "AcceptedAnswerId": "7",
    "CreationDate": "2014-05-13T23:58:30.457",
    "Score": "9",
    "Body": "<p>Does <code>x &lt; 1</code> hold &amp; why?</p>\n<pre><code>a = 1\n</code></pre>",
    "OwnerUserId": "2",
    "LastEditDate": "2014-05-14T00:36:31.077",
    "Title": "How does one &amp; two work?",
    "Tags": "<c++><signal-processing>",
    "ContentLicense": "CC BY-SA 3.0",
}
ANSWER = {
    "Id": "7",
    "PostTypeId": "2",
    "ParentId": "5",
    "CreationDate": "2014-05-14T01:00:00.000",
    "Score": "-2",
    "Body": "<p>It <em>does</em>. <script>alert(1)</script></p>",
    "OwnerDisplayName": "gone_user",
}
COMMENT = {
    "Id": "3",
    "PostId": "7",
    "Score": "1",
    "Text": "Thank you, @SecondUser!",
    "CreationDate": "2014-05-14T02:00:00.000",
    "UserId": "2",
}


@pytest.fixture
def dump(tmp_path):
    folder = tmp_path / "cooking.stackexchange.com"
    folder.mkdir()
    users = [
        {
            "Id": "2",
            "DisplayName": "Second User",
            "CreationDate": "2014-01-01T00:00:00.000",
            "AboutMe": "<p>x</p>",
        }
    ]
    a_file(folder, "Users.xml", *users)
    a_file(folder, "Posts.xml", QUESTION, ANSWER, {"Id": "9", "PostTypeId": "5", "Body": "wiki"})
    a_file(folder, "Comments.xml", COMMENT)
    a_file(
        folder,
        "Tags.xml",
        {"Id": "1", "TagName": "c++"},
        {"Id": "2", "TagName": "signal-processing"},
    )
    return folder


def test_a_question_comes_with_answers_and_comments(dump):
    run = bring(a_community(), dump, "stack_exchange")
    assert run.problems == []
    thread = Thread.objects.get()
    posts = list(thread.posts.order_by("number"))
    assert [post.kind for post in posts] == ["opening", "answer", "comment"]
    assert thread.title.source == "How does one & two work?"
    assert (thread.accepted_post, thread.state) == (posts[1], "solved")
    assert [post.score for post in posts] == [9, -2, 1]
    assert thread.author.name == "Second User" and posts[1].author is None
    assert sorted(Tag.objects.values_list("slug", flat=True)) == [
        "c-plus-plus",
        "signal-processing",
    ]
    assert posts[0].created.isoformat() == "2014-05-13T23:58:30.457000+00:00"


def test_html_becomes_markdown_without_scripts(dump):
    bring(a_community(), dump, "stack_exchange")
    question = Post.objects.get(kind="opening").body
    assert question.source.startswith("Does `x < 1` hold \\& why?\n\n```\na = 1\n```")
    answer = Post.objects.get(kind="answer").body
    assert answer.source.startswith("It *does*.") and "alert" not in answer.source


def test_every_text_names_author_place_and_licence(dump):
    bring(a_community(), dump, "stack_exchange")
    question, answer = (Post.objects.get(kind=kind).body.source for kind in ("opening", "answer"))
    site = "https://cooking.stackexchange.com"
    assert question.endswith(
        f"— [Second User]({site}/users/2), [cooking.stackexchange.com]({site}/q/5), "
        "[CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/)"
    )
    assert f"— gone\\_user, [cooking.stackexchange.com]({site}/q/7), [CC BY-SA 3.0](" in answer


def test_entities_that_make_much_of_little_are_refused(dump):
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x"}">' for n in range(12))
    (dump / "Comments.xml").write_text(
        f'<!DOCTYPE x [{bomb}]><comments><row Id="1" PostId="5" Text="&e11;"/></comments>'
    )
    run = bring(a_community(), dump, "stack_exchange")
    assert "Comments.xml:row 1" in [one["where"] for one in run.problems]
    assert Post.objects.count() == 2


def test_a_file_cut_short_is_told_and_what_stood_before_comes(dump):
    text = (dump / "Posts.xml").read_text("utf-8")
    (dump / "Posts.xml").write_text(text[: text.index('Id="9"')], "utf-8")
    run = bring(a_community(), dump, "stack_exchange")
    assert "invalid" in [one["kind"] for one in run.problems]
    assert Post.objects.filter(kind="answer").count() == 1
