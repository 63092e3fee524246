import json
import zipfile

import pytest

from accounts.models import Member
from core.errors import InvalidInput
from forum.models import Category, Post, Thread
from forum.transfer.archives import Archive, UnreadableArchive
from tests.builders import a_community, a_member
from tests.forum.transfer.files import CATEGORIES, MEMBERS, SMALL, bring, write_lines

pytestmark = pytest.mark.django_db


def a_post(**changes):
    row = {"key": "p9", "thread": "t1", "body": "Hello there", "created": "2020-03-02T10:00:00Z"}
    return {**row, **changes}


def told(tmp_path, **files):
    """The problems of an import, as (place, kind)."""
    run = bring(a_community(), write_lines(tmp_path / "old", {**SMALL, **files}))
    assert run.state == "done"
    return [(one["where"], one["kind"]) for one in run.problems]


@pytest.mark.parametrize(
    "row",
    [
        a_post(body=7),
        a_post(body=""),
        a_post(body="x" * 50_001),
        a_post(created="2020-03-01T10:00:00"),
        a_post(created="2999-03-01T10:00:00Z"),
        a_post(created=17),
        a_post(score="4"),
        a_post(kind="essay"),
        a_post(key=""),
        a_post(key="p\0"),
        a_post(bodies="unknown"),
        a_post(votes=[{"member": "u1", "value": 5}]),
        [],
        None,
    ],
    ids=lambda row: str(row)[-30:],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line_and_left_out(row, tmp_path):
    assert told(tmp_path, posts=[*SMALL["posts"], row]) == [("posts.jsonl:3", "invalid")]
    assert Post.objects.count() == 2


@pytest.mark.parametrize("line", [b"{", b'{"key": "\\ud800"}', b"\xff\xfe", b"[" * 100_000])
def test_a_line_that_is_no_json_is_told(line, tmp_path):
    folder = write_lines(tmp_path / "old", SMALL)
    with (folder / "posts.jsonl").open("ab") as file:
        file.write(line + b"\n")
    run = bring(a_community(), folder)
    assert [one["where"] for one in run.problems] == ["posts.jsonl:3"]


def test_a_body_of_blanks_or_controls_alone_is_refused(tmp_path):
    rows = [*SMALL["posts"], a_post(body=" \n "), a_post(key="p10", body="\0\x01")]
    assert told(tmp_path, posts=rows) == [
        ("posts.jsonl:3", "refused"),
        ("posts.jsonl:4", "refused"),
    ]


def test_controls_in_a_body_are_taken_out_as_when_somebody_types_them(tmp_path):
    assert told(tmp_path, posts=[*SMALL["posts"], a_post(body="Hel\0lo there")]) == []
    assert Post.objects.get(number=3).body.source == "Hello there"


def test_a_key_that_comes_twice_counts_once(tmp_path):
    rows = [*SMALL["posts"], {**SMALL["posts"][1], "body": "Another one"}]
    assert told(tmp_path, posts=rows) == [("posts.jsonl:3", "duplicate")]


def test_references_to_what_is_not_there_are_told(tmp_path):
    rows = [
        *SMALL["posts"],
        a_post(key="p3", thread="t9"),
        a_post(key="p4", author="u9", reply_to="p99"),
    ]
    assert sorted(told(tmp_path, posts=rows)) == [
        ("posts.jsonl:3", "missing"),
        ("posts.jsonl:4", "missing"),
        ("posts.jsonl:4", "missing"),
    ]
    assert Post.objects.get(number=3).author is None


def test_replies_in_a_circle_lose_the_one_that_closes_it(tmp_path):
    rows = [
        {**SMALL["posts"][0], "number": 1},
        a_post(key="a", number=2, reply_to="b"),
        a_post(key="b", number=3, reply_to="a"),
    ]
    assert told(tmp_path, posts=rows) == [("posts.jsonl:2", "cycle")]
    assert Post.objects.get(number=3).reply_to.number == 2


def test_categories_in_a_circle_come_to_the_top(tmp_path):
    rows = [
        *CATEGORIES,
        {"key": "a", "slug": "a", "name": "Above", "parent": "b"},
        {"key": "b", "slug": "b", "name": "Below", "parent": "a"},
        {"key": "m", "slug": "m", "name": "Mine", "parent": "m"},
        {"key": "n", "slug": "n", "name": "None", "parent": "nowhere"},
    ]
    kinds = [kind for _where, kind in told(tmp_path, categories=rows)]
    assert kinds == ["cycle", "cycle", "cycle", "missing"]
    assert Category.objects.filter(slug__in=["a", "b", "m", "n"], parent=None).count() == 4


def test_a_thread_without_posts_or_category_is_left_out(tmp_path):
    thread = SMALL["threads"][0]
    rows = [thread, {**thread, "key": "t2"}, {**thread, "key": "t3", "category": "c9"}]
    posts = [*SMALL["posts"], a_post(thread="t3")]
    assert sorted(told(tmp_path, threads=rows, posts=posts)) == [
        ("threads.jsonl:2", "missing"),
        ("threads.jsonl:3", "missing"),
    ]
    assert Thread.objects.count() == 1


def test_an_unknown_language_is_recognised_instead(tmp_path):
    post = a_post(language="klingon", body="Ich habe das auch schon versucht, leider ohne Erfolg.")
    assert told(tmp_path, posts=[*SMALL["posts"], post]) == []
    assert Post.objects.get(number=3).body.language == "de"


def test_a_name_that_somebody_has_becomes_another_and_mentions_follow(tmp_path):
    a_member(username="Asker")
    assert told(tmp_path) == [("members.jsonl:1", "renamed")]
    member = Member.objects.get(username="asker-2")
    assert member.name == "asker"
    assert "@asker-2." in Post.objects.get(number=2).body.source


@pytest.mark.parametrize("name", ["Anna Müller!", "-.-", "x" * 150, "名前", "a/b"])
def test_names_that_cannot_be_user_names_become_some(name, tmp_path):
    members = [{**MEMBERS[0], "username": name}, MEMBERS[1]]
    told(tmp_path, members=members)
    member = Thread.objects.get().author
    member.clean_fields(exclude=["password", "email", "first_name", "last_name"])
    assert member.display_name == (name[:60] if name != member.username else "")


def test_a_zip_says_the_same_as_a_folder(tmp_path):
    folder = write_lines(tmp_path / "old", SMALL)
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
    assert bring(a_community(), tmp_path / "old.zip").counts["post.made"] == 2


def test_what_is_neither_folder_nor_zip_is_refused(tmp_path):
    (tmp_path / "x.zip").write_text("no")
    for path in (tmp_path / "x.zip", tmp_path / "nothing"):
        with pytest.raises(UnreadableArchive):
            bring(a_community(), path)


def test_nothing_outside_of_the_folder_is_read(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    folder = write_lines(tmp_path / "old", SMALL)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    with Archive(folder) as archive:
        for name in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "a\0b"):
            assert not archive.has(name)
            with pytest.raises(FileNotFoundError):
                archive.open(name)


def test_csv_cells_are_checked_like_json(tmp_path):
    folder = write_lines(tmp_path / "old", {**SMALL, "tags": []})
    (folder / "tags.jsonl").unlink()
    (folder / "tags.csv").write_bytes(
        b"key,slug,name\nwifi,wifi,Wi-Fi\nbad,b d,Bad\nlong,a,b,c\n\xff,x,x\n"
    )
    run = bring(a_community(), folder)
    assert [one["where"] for one in run.problems] == ["tags.csv:3", "tags.csv:4", "tags.csv:5"]


def test_a_manifest_of_another_format_is_told_and_ignored(tmp_path):
    from forum.actions.importing.target import community_for

    folder = write_lines(tmp_path / "old", SMALL)
    (folder / "lingora.json").write_text(json.dumps({"format": "other"}))
    with pytest.raises(InvalidInput):
        community_for(path=folder)
    assert community_for(path=folder, slug="fresh").name == "fresh"
