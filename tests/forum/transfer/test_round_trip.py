"""What is exported and imported elsewhere is exported from there as the same."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Community, Member
from accounts.queries import actor_for
from forum.actions import accept_answer, delete_post, edit_post
from forum.models import Category, Post, Tag, Thread, ThreadTag
from forum.transfer.exporting import export_community
from forum.uploads.addresses import markdown_of
from tests.builders import a_category, a_community, a_member, a_post, a_thread
from tests.forum.transfer.files import SMALL, WHEN, bring, write_lines
from translation.memory import remember_human
from translation.models import HumanSegment, Text


def exported(community, path: Path, **options) -> dict[str, list]:
    """The rows of an export, by file."""
    export_community(community=community, target=path, report=lambda _line: None, **options)
    with zipfile.ZipFile(path) as archive:
        return {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name.endswith(".jsonl")
        }


def forgotten(community: Community) -> None:
    """Remove a community with its members, as if this were another installation."""
    Thread.objects.update(accepted_post=None)
    ThreadTag.objects.all().delete()
    Post.objects.all().delete()
    Thread.objects.all().delete()
    Tag.objects.all().delete()
    Category.objects.all().delete()
    community.delete()
    Text.objects.all().delete()
    Member.objects.all().delete()


def there_and_back(community, folder: Path, **options) -> None:
    first = exported(community, folder / "one.zip", addresses=True, **options)
    forgotten(community)
    other = a_community()
    run = bring(other, folder / "one.zip", with_roles=True)
    assert run.problems == []
    assert exported(other, folder / "two.zip", addresses=True, **options) == first


@pytest.mark.django_db
def test_a_lively_community_goes_there_and_back(tmp_path):
    category = a_category()
    asker = actor_for(a_member("de"))
    thread = a_thread(actor=asker, category=category)
    answer = a_post(thread, body=f"See [the question](/t/{thread.pk}/).", language="en")
    a_post(thread, kind="comment", reply_to=answer, body="Danke, **das** war's!", language="de")
    accept_answer(actor=actor_for(Member.objects.get(pk=asker.id)), post=answer)
    author = actor_for(answer.author)
    Post.objects.filter(pk=answer.pk).update(created=datetime(2020, 1, 1, tzinfo=UTC))
    edit_post(actor=author, post=answer, revision=1, body="Edited answer.")
    gone = a_post(thread, body="A mistake.")
    delete_post(actor=actor_for(gone.author), post=gone)
    remember_human(
        community=category.community,
        source_language="en",
        target_language="de",
        source="Hello.",
        target="Hallo.",
    )
    there_and_back(category.community, tmp_path, everything=True)


@pytest.mark.django_db
def test_an_imported_community_keeps_its_keys(tmp_path):
    community = a_community()
    bring(community, write_lines(tmp_path / "old", SMALL))
    rows = exported(community, tmp_path / "x.zip")
    assert [row["key"] for row in rows["posts.jsonl"]] == ["old:p1", "old:p2"]
    assert "lingora:post/old%3Ap1" in rows["posts.jsonl"][1]["body"]
    there_and_back(community, tmp_path)


@pytest.mark.django_db
def test_what_is_deleted_or_private_is_exported_only_on_demand(tmp_path):
    thread = a_thread()
    gone = a_post(thread, body="A mistake.")
    delete_post(actor=actor_for(gone.author), post=gone)
    community = thread.community
    rows = exported(community, tmp_path / "x.zip")
    assert len(rows["posts.jsonl"]) == 1
    assert all("email" not in row for row in rows["members.jsonl"])
    rows = exported(community, tmp_path / "y.zip", everything=True, addresses=True)
    assert len(rows["posts.jsonl"]) == 2
    assert all(row["email"] for row in rows["members.jsonl"])


@pytest.mark.django_db
def test_files_come_along(tmp_path):
    from forum.actions.uploads import import_file
    from forum.models import Upload, UploadUse

    thread = a_thread()
    upload = import_file(
        member=thread.author, name="log.txt", data=b"a line", community=thread.community
    )
    post = a_post(thread, body=f"The log: {markdown_of(upload)}", language="en")
    UploadUse.objects.get_or_create(upload=upload, text=post.body)
    exported(thread.community, tmp_path / "one.zip")
    other = a_community()
    bring(other, tmp_path / "one.zip")
    copy = Upload.objects.get(community=other)
    body = Post.objects.get(thread__community=other, number=2).body
    assert f"/files/{copy.pk}/log.txt" in body.source
    with copy.file.open() as file:
        assert file.read() == b"a line"


@pytest.mark.django_db
def test_sentences_and_terms_are_pinned_where_they_come_to(tmp_path):
    files = {
        "sentences": [
            {
                "key": "s",
                "source_language": "en",
                "target_language": "de",
                "source": "Press \ue000.",
                "target": "Drücke \ue000.",
            },
            {
                "key": "bad",
                "source_language": "en",
                "target_language": "de",
                "source": "Press \ue000 now.",
                "target": "Drücke.",
            },
        ],
        "terms": [{"key": "1", "source_language": "en", "source": "MeshPoint"}],
    }
    community = a_community()
    run = bring(community, write_lines(tmp_path / "old", files))
    assert [one["where"] for one in run.problems] == ["sentences.jsonl:2"]
    assert HumanSegment.objects.get(community=community).target == "Drücke \ue000."
    assert community.glossary.get().state == "approved"


ODD = st.text(
    st.characters(exclude_categories=["Cs", "Co"], exclude_characters="\r"), min_size=1, max_size=60
)


class TestOddCommunities(TestCase):
    @settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
    @given(bodies=st.lists(ODD, min_size=1, max_size=4), data=st.data())
    def test_whatever_people_write_goes_there_and_back(self, bodies, data):
        kinds = st.sampled_from(["answer", "comment"])
        posts = [
            {
                "key": f"p{number}",
                "thread": "t",
                "body": body,
                "language": data.draw(st.sampled_from(["de", "ar", "ja"])),
                "kind": data.draw(kinds) if number else "opening",
                "score": data.draw(st.integers(-9, 9)),
                "created": WHEN,
            }
            for number, body in enumerate(bodies)
        ]
        thread = {
            "key": "t",
            "category": "c",
            "title": data.draw(ODD.map(lambda text: f"A {''.join(text.split())[:50]}")),
            "language": "de",
            "created": WHEN,
        }
        category = {"key": "c", "slug": "c", "name": "Cat", "language": "en"}
        files = {"categories": [category], "threads": [thread], "posts": posts}
        with TemporaryDirectory() as name:
            community = a_community()
            bring(community, write_lines(Path(name) / "old", files))
            there_and_back(community, Path(name))
