from datetime import UTC, datetime

import pytest
from django.core import mail

from accounts.models import Member
from core.models import Outbox
from forum.models import (
    Category,
    ImportedItem,
    Notification,
    Post,
    PostRevision,
    Tag,
    Thread,
    ThreadEvent,
    Vote,
)
from tests.builders import a_community
from tests.forum.transfer.files import SMALL, WHEN, bring, with_change, write_csv, write_lines
from translation.models import Text, TranslationJob

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def small(tmp_path):
    return write_lines(tmp_path / "old", SMALL)


def test_a_thread_comes_with_its_posts_dates_and_solution(community, small):
    run = bring(community, small)
    assert run.state == "done" and run.problems == []
    thread = Thread.objects.get(community=community)
    answer = thread.posts.get(number=2)
    assert thread.title.source == "Mein Router trennt die Verbindung"
    assert thread.created == datetime(2020, 3, 1, 10, tzinfo=UTC)
    assert thread.last_activity == datetime(2020, 3, 1, 11, tzinfo=UTC)
    assert (thread.accepted_post, thread.state) == (answer, "solved")
    assert (thread.posts_count, thread.answers_count, thread.last_number) == (1, 1, 2)
    assert (thread.language, thread.author.username) == ("de", "asker")
    assert answer.created == datetime(2020, 3, 1, 11, tzinfo=UTC)
    assert answer.edited == datetime(2020, 3, 2, 8, tzinfo=UTC)
    assert (answer.kind, answer.reply_to.number, answer.revision) == ("answer", 1, 2)


def test_the_language_of_a_text_is_recognised_where_nobody_says_it(community, small):
    bring(community, small)
    opening = Post.objects.get(thread__community=community, number=1).body
    assert (opening.language, opening.language_origin) == ("de", "detected")


def test_votes_with_and_without_names_come_to_one_score(community, small):
    bring(community, small)
    answer = Post.objects.get(thread__community=community, number=2)
    assert (answer.score, answer.score_imported, answer.votes.count()) == (5, 4, 1)
    assert Vote.objects.get(post=answer).created == datetime(2020, 3, 1, 12, tzinfo=UTC)


def test_earlier_versions_come_with_their_dates(community, small):
    bring(community, small)
    revision = PostRevision.objects.get(post__thread__community=community)
    assert (revision.revision, revision.source) == (1, "Change it.")
    assert revision.created.isoformat() == WHEN.replace("Z", "+00:00")


def test_links_within_the_community_lead_to_where_things_are_now(community, small):
    bring(community, small)
    first, second = Post.objects.filter(thread__community=community).order_by("number")
    address = f"/t/{first.thread_id}/?post={first.pk}&shown=de#post-{first.pk}"
    assert f"[here]({address})" in second.body.source
    assert "lingora:" not in second.body.html


def test_links_to_what_comes_later_are_settled_at_the_end(community, tmp_path):
    files = with_change(SMALL, "posts", "p1", body="Look [below](lingora:post/p2) for the answer.")
    run = bring(community, write_lines(tmp_path / "old", files))
    first = Post.objects.get(thread__community=community, number=1)
    assert f"#post-{Post.objects.get(number=2, thread=first.thread).pk}" in first.body.source
    assert first.revision == 1 and run.counts["link.settled"] == 2


def test_nobody_is_told_nothing_is_translated_and_nothing_stays_to_be_told(community, small):
    bring(community, small)
    assert not Notification.objects.exists() and not mail.outbox
    assert not TranslationJob.objects.exists() and not ThreadEvent.objects.exists()
    assert set(Outbox.objects.values_list("name", flat=True)) <= {"forum.thread_imported"}


def test_imported_members_cannot_sign_in(community, small):
    bring(community, small)
    helper = Member.objects.get(username="helper")
    assert not helper.is_active and not helper.has_usable_password() and helper.email == ""
    assert helper.placeholder.email == "helper@example.org"
    assert helper.memberships.get().community == community


def test_the_second_import_changes_nothing(community, small):
    bring(community, small)
    before = list(Text.objects.order_by("pk").values_list("pk", "revision", "changed"))
    run = bring(community, small)
    assert list(Text.objects.order_by("pk").values_list("pk", "revision", "changed")) == before
    assert Post.objects.filter(thread__community=community).count() == 2
    assert {name: many for name, many in run.counts.items() if not name.endswith("kept")} == {}
    assert Tag.objects.get(community=community).threads_count == 1


def test_csv_says_the_same_as_json_lines(tmp_path):
    one, other = a_community(), a_community()
    bring(one, write_lines(tmp_path / "one", SMALL))
    run = bring(other, write_csv(tmp_path / "other", SMALL))
    assert run.problems == [] or {each["kind"] for each in run.problems} == {"renamed"}
    checksums = [
        set(
            ImportedItem.objects.filter(community=each, kind="thread").values_list(
                "checksum", flat=True
            )
        )
        for each in (one, other)
    ]
    assert checksums[0] == checksums[1]


def test_what_changed_in_the_source_is_brought_up_to_date(community, small, tmp_path):
    bring(community, small)
    files = with_change(SMALL, "posts", "p2", body="Change the channel to 6.")
    files = with_change(files, "threads", "t1", title="Der Router trennt")
    run = bring(community, write_lines(tmp_path / "old", files))
    thread = Thread.objects.get(community=community)
    answer = thread.posts.get(number=2)
    assert (thread.title.source, answer.body.source) == (
        "Der Router trennt",
        "Change the channel to 6.",
    )
    assert answer.revisions.order_by("revision").first().source == "Change it."
    assert (run.counts["post.changed"], run.counts["thread.changed"]) == (1, 1)
    assert answer.score == 5


def test_what_changed_here_is_left_and_told(community, small, tmp_path):
    from translation.actions import write_text

    bring(community, small)
    answer = Post.objects.get(thread__community=community, number=2)
    write_text(
        source="Edited here.",
        format="markdown",
        community=community,
        author=answer.author,
        text=answer.body,
    )
    files = with_change(SMALL, "posts", "p2", body="Changed there.")
    run = bring(community, write_lines(tmp_path / "old", files))
    answer.body.refresh_from_db()
    assert answer.body.source == "Edited here."
    assert [one["kind"] for one in run.problems] == ["changed"]


def test_new_posts_of_a_known_thread_are_told_to_its_open_pages(community, small, tmp_path):
    bring(community, small)
    more = {"key": "p3", "thread": "t1", "body": "It works now!", "created": "2020-03-05T10:00:00Z"}
    files = {**SMALL, "posts": [*SMALL["posts"], more]}
    bring(community, write_lines(tmp_path / "old", files))
    thread = Thread.objects.get(community=community)
    assert (thread.posts_count, thread.last_number) == (2, 3)
    assert list(thread.events.values_list("type", "post__number")) == [("post.created", 3)]


def test_categories_come_with_their_parents_in_whatever_order(community, tmp_path):
    rows = [
        {"key": "b", "slug": "below", "name": "Below", "parent": "a"},
        {"key": "a", "slug": "above", "name": "Above"},
    ]
    bring(community, write_lines(tmp_path / "old", {"categories": rows}))
    assert Category.objects.get(slug="below", community=community).parent.slug == "above"
