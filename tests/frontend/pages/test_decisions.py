"""Decisions about oneself, and appeals, on pages."""

import pytest
from django.urls import reverse

from accounts.actions import pause_member
from accounts.models import Membership
from accounts.queries import actor_for
from core import outbox
from forum.actions import delete_post
from forum.actions.appeals import appeal
from forum.actions.sanctioning import Measure, sanction_member
from forum.models import Appeal
from forum.queries.decisions import decisions_of
from tests.builders import a_category, a_community, a_member, a_post, a_role, a_thread
from tests.frontend.pages.conftest import text_of

pytestmark = pytest.mark.django_db


def html_of(client, path):
    return client.get(path).content.decode()


def tell():
    while outbox.dispatch():
        pass


@pytest.fixture
def community():
    return a_community(slug="lamps", name="Lamps")


@pytest.fixture
def agent(community):
    return a_role(community, "agent")


@pytest.fixture
def colleague(community):
    return a_role(community, "agent")


@pytest.fixture
def author(community):
    return a_role(community, level=1)


@pytest.fixture
def notice(agent, author, community):
    """A pause with something said about it, in German."""
    sanction_member(
        actor=agent,
        member=author.member,
        community=community,
        measure=Measure(
            kind="pause", hours=24, reason="abuse", statement="Bitte bleiben Sie freundlich."
        ),
    )
    tell()
    return decisions_of(actor_for(author.member)).items[0]


def path_of(notice, language="en"):
    return f"/{language}/decisions/{notice.entry_id}/"


def test_one_reads_what_was_decided_why_and_by_which_kind_of_people(notice, author, signed_in):
    page = text_of(signed_in(author.member).get(path_of(notice)))
    assert "You were paused in Lamps" in page
    assert "Insults or harasses somebody" in page
    assert "Staff of the company" in page
    assert "You can appeal until" in page


def test_the_deciders_name_and_note_are_for_colleagues(agent, notice, author, signed_in):
    page = html_of(signed_in(author.member), path_of(notice))
    assert agent.member.username not in page


def test_what_was_said_is_read_in_ones_own_language_beside_the_original(
    notice, author, signed_in, translate
):
    translate()
    page = html_of(signed_in(author.member), path_of(notice))
    assert "Bitte bleiben Sie freundlich." in page
    assert 'lang="de"' in page


def test_decisions_are_for_whom_they_concern(notice, signed_in, visitor, agent):
    assert signed_in().get(path_of(notice)).status_code == 404
    assert signed_in(agent.member).get(path_of(notice)).status_code == 404
    assert visitor.get(path_of(notice)).status_code == 302
    assert visitor.get("/en/decisions/").status_code == 302


def test_the_list_shows_each_decision_with_its_state(notice, author, signed_in):
    page = text_of(signed_in(author.member).get("/en/decisions/"))
    assert "You were paused in Lamps" in page and "In force" in page


def test_the_bell_leads_to_the_decision_in_words(notice, author, signed_in):
    page = html_of(signed_in(author.member), "/en/notifications/")
    assert "You were paused in" in page and path_of(notice) in page


def test_the_list_is_empty_in_words(signed_in):
    assert "Nothing has been decided" in text_of(signed_in().get("/en/decisions/"))


def test_an_appeal_is_sent_from_the_page_once(notice, author, signed_in):
    client = signed_in(author.member)
    answer = client.post(path_of(notice), {"words": "Ich war freundlich."})
    assert answer.status_code == 302
    page = text_of(client.get(path_of(notice)))
    assert "Ich war freundlich." in page and "Send the appeal" not in page
    assert client.post(path_of(notice), {"words": "Once more."}).status_code == 302
    assert Appeal.objects.count() == 1


@pytest.mark.parametrize("words", ["", "x" * 4001])
def test_what_is_wrong_with_an_appeal_is_said(notice, author, signed_in, words):
    answer = signed_in(author.member).post(path_of(notice), {"words": words})
    assert answer.status_code == 422
    assert not Appeal.objects.exists()


def test_staff_reads_an_appeal_in_its_language_and_upholds_it(
    notice, author, colleague, signed_in, translate
):
    row = appeal(
        actor=actor_for(author.member), notice=notice, words="Ich war freundlich zu allen."
    )
    translate()
    client = signed_in(colleague.member)
    path = reverse("appeal", args=["lamps", row.pk])
    page = text_of(client.get(path))
    assert "Ich war freundlich zu allen." in page and "Member paused" in page
    answer = client.post(path, {"answer": "You are right.", "decision": "uphold"})
    assert answer.status_code == 302
    assert Membership.objects.get(member=author.member).state == "active"
    told = text_of(signed_in(author.member).get(path_of(notice)))
    assert "You are right." in told and "Appeal upheld" in told


def test_who_decided_first_finds_no_buttons(notice, author, agent, colleague, signed_in):
    row = appeal(actor=actor_for(author.member), notice=notice, words="No.")
    client, path = signed_in(agent.member), reverse("appeal", args=["lamps", row.pk])
    assert "Uphold" not in text_of(client.get(path))
    answer = client.post(path, {"answer": "So.", "decision": "refuse"})
    assert answer.status_code == 403
    assert Appeal.objects.get().state == "open"


def test_where_nobody_else_is_it_says_so(notice, author, agent, signed_in):
    row = appeal(actor=actor_for(author.member), notice=notice, words="No.")
    client, path = signed_in(agent.member), reverse("appeal", args=["lamps", row.pk])
    assert "You decided first" in text_of(client.get(path))
    client.post(path, {"answer": "It stays.", "decision": "refuse"})
    page = text_of(signed_in(author.member).get(path_of(notice)))
    assert "The same person decided again" in page and "It stays." in page


def test_appeals_are_found_by_staff_of_their_community_only(notice, author, signed_in, colleague):
    row = appeal(actor=actor_for(author.member), notice=notice, words="No.")
    a_community(slug="other")
    path = reverse("appeal", args=["lamps", row.pk])
    assert signed_in(author.member).get(path).status_code == 404
    assert signed_in(a_role(a_community(), "agent").member).get(path).status_code == 404
    assert signed_in(colleague.member).get(f"/en/c/other/appeals/{row.pk}/").status_code == 404


def test_a_deleted_post_can_be_read_where_its_deletion_is_told(agent, author, community, signed_in):
    post = a_post(a_thread(category=a_category(community)), actor=author, body="My very words.")
    delete_post(actor=agent, post=post, reason="off_topic")
    tell()
    found = decisions_of(actor_for(author.member)).items[0]
    page = text_of(signed_in(author.member).get(path_of(found)))
    assert "Your post was deleted" in page and "My very words." in page
    assert "Does not belong here" in page


def test_the_number_of_queries_does_not_grow_with_the_decisions(
    agent, community, signed_in, django_assert_max_num_queries
):
    member = a_member()
    client = signed_in(member)
    for _ in range(5):
        place = a_role(a_community(), "agent")
        elsewhere = next(iter(place.memberships.values())).community
        joined = Membership.objects.create(member=member, community=elsewhere)
        pause_member(actor=place, membership=joined, hours=24, reason="spam")
    tell()
    with django_assert_max_num_queries(6):
        client.get("/en/decisions/")
