"""Members are told what was decided about them, once and in their language."""

import pytest

from accounts.actions import pause_member
from accounts.actions.audit import record
from core import outbox
from forum.actions.notices import notify_decision
from forum.models import DecisionNotice, Notification
from forum.queries.notifications import notifications_for
from tests.builders import a_community, a_member, a_role, a_thread
from translation.actions import write_text
from translation.models import Text, TranslationJob

pytestmark = pytest.mark.django_db


def tell():
    while outbox.dispatch():
        pass


def a_statement(agent, community, words="Bitte bleiben Sie freundlich."):
    return write_text(
        source=words,
        format=Text.Format.PLAIN,
        community=community,
        author=agent.member,
        language="de",
    )


@pytest.fixture
def agent():
    return a_role(a_community(), "agent")


@pytest.fixture
def thread(agent):
    return a_thread()


@pytest.fixture
def entry(thread):
    post = thread.posts.get()
    return record(
        community=thread.community,
        actor=a_member(),
        verb="post.hidden",
        subject=("post", post.pk),
        member=post.author,
        reason="abuse",
    )


def test_an_author_is_told_once_and_finds_post_and_reason(entry, thread):
    notify_decision(entry=entry)
    notice = notify_decision(entry=entry)
    assert (notice.member, notice.post) == (thread.author, thread.posts.get())
    row = Notification.objects.get(member=thread.author, type="moderation")
    assert row.data["entry"] == entry.pk and row.actor is None


def test_a_decision_about_a_thread_is_about_its_opening_post(thread):
    entry = record(
        community=thread.community,
        actor=a_member(),
        verb="thread.locked",
        subject=("thread", thread.pk),
        member=thread.author,
    )
    assert notify_decision(entry=entry).post == thread.posts.get()


def test_nobody_is_told_of_what_he_decided_about_himself(thread):
    entry = record(
        community=thread.community,
        actor=thread.author,
        verb="thread.closed",
        subject=("thread", thread.pk),
        member=thread.author,
    )
    assert notify_decision(entry=entry) is None
    assert not DecisionNotice.objects.exists()


def test_a_statement_is_asked_for_in_the_language_of_whom_it_is_for(entry, agent, thread):
    statement = a_statement(agent, thread.community)
    notify_decision(entry=entry, statement=statement)
    assert TranslationJob.objects.filter(text=statement, language="en").exists()


def test_a_pause_is_told_from_wherever_it_came(agent):
    community = next(iter(agent.memberships.values())).community
    member = a_role(community)
    pause_member(actor=agent, membership=member.memberships[community.pk], hours=24, reason="abuse")
    tell()
    tell()
    (row,) = notifications_for(member).items
    assert row.type == "moderation" and row.data["verb"] == "member.paused"
