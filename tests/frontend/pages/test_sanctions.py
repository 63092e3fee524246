"""Deciding about members on pages, and what they read of it."""

import pytest
from django.urls import reverse

from accounts.actions import join, warn_member
from accounts.models import AuditEntry, Community, Membership, Sanction
from accounts.queries import actor_for
from core import outbox
from forum.actions.drafts import Saving, save_draft
from forum.models import Draft
from frontend.context import Page
from tests.builders import a_category, a_community, a_post, a_role, a_thread
from tests.frontend.pages.conftest import a_request_of, fields_of, text_of

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
def member(community):
    return a_role(community).member


@pytest.fixture
def staff(agent, signed_in):
    return signed_in(agent.member)


def path_of(member, kind, language="en"):
    return f"/{language}/c/lamps/members/{member.username}/{kind}/"


def paused(staff, member, **more):
    page = staff.get(path_of(member, "pause"))
    form = {**fields_of(page), "reason": "abuse", "hours": "72", **more}
    return staff.post(path_of(member, "pause"), form)


def test_staff_pauses_a_member_by_a_form(staff, member):
    answer = paused(staff, member, statement="Bitte freundlich.", note="third time")
    assert answer.status_code == 302
    row = Sanction.objects.get()
    assert (row.kind, row.reason, row.note) == ("pause", "abuse", "third time")
    page = text_of(staff.get(answer["Location"]))
    assert "paused" in page and "third time" in page and "Lift" in page


def test_pressed_twice_it_acts_once(staff, member):
    page = staff.get(path_of(member, "warning"))
    form = {**fields_of(page), "reason": "abuse"}
    for _ in range(2):
        assert staff.post(path_of(member, "warning"), form).status_code == 302
    assert Sanction.objects.count() == 1


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(staff, member):
    answer = paused(staff, member, reason="because", statement="Bitte freundlich.")
    assert answer.status_code == 422
    assert "Bitte freundlich." in answer.content.decode()
    assert not Sanction.objects.exists()


def test_a_shorter_pause_than_the_present_one_is_refused_in_words(staff, member):
    paused(staff, member)
    answer = paused(staff, member, hours="24")
    assert answer.status_code == 422 and "at least as long" in text_of(answer)


def test_only_staff_finds_these_pages(member, community, signed_in, visitor):
    other = signed_in(a_role(community, level=5).member)
    for kind in ("warning", "pause", "ban"):
        assert other.get(path_of(member, kind)).status_code == 403
        assert other.post(path_of(member, kind), {"reason": "abuse"}).status_code == 403
        assert visitor.get(path_of(member, kind)).status_code == 302
    assert other.get(reverse("member_standing", args=["lamps", member.username])).status_code == 403
    assert not Sanction.objects.exists()


def test_agents_find_no_way_to_ban(staff, member):
    assert ">Ban<" not in html_of(
        staff, reverse("member_standing", args=["lamps", member.username])
    )
    page = staff.get(path_of(member, "ban"))
    form = {**fields_of(page), "reason": "abuse", "hide_days": "0"}
    assert staff.post(path_of(member, "ban"), form).status_code == 403
    assert not Sanction.objects.exists()


def test_a_kind_nobody_knows_is_not_found(staff, member):
    assert staff.get(path_of(member, "exile")).status_code == 404


def test_members_of_another_community_are_nobodys_business_here(staff, member):
    a_community(slug="closed", visibility=Community.Visibility.MEMBERS)
    path = f"/en/c/closed/members/{member.username}/pause/"
    assert staff.get(path).status_code == 404


def test_a_pause_is_lifted_on_a_page(staff, member):
    paused(staff, member)
    row = Sanction.objects.get()
    path = reverse("lift_sanction", args=["lamps", member.username, row.pk])
    assert "Lift this sanction?" in text_of(staff.get(path))
    assert staff.post(path, {"note": "a mistake"}).status_code == 302
    assert Membership.objects.get(member=member).state == "active"


def test_a_ban_hides_posts_and_a_button_brings_them_back(community, member, signed_in):
    join(member=member, community=community)
    operator = signed_in(a_role(community, "operator").member)
    thread = a_thread(category=a_category(community))
    Membership.objects.filter(member=member).update(level=1)
    post = a_post(thread, actor=actor_for(member))
    page = operator.get(path_of(member, "ban"))
    form = {**fields_of(page), "reason": "spam", "hide_days": "7"}
    answer = operator.post(path_of(member, "ban"), form)
    post.refresh_from_db()
    assert post.visibility == "hidden"
    assert "Show these posts again" in text_of(operator.get(answer["Location"]))
    entry = AuditEntry.objects.get(verb="posts.hidden")
    operator.post(reverse("show_posts_again", args=["lamps", member.username, entry.pk]))
    post.refresh_from_db()
    assert post.visibility == "public"


def test_a_paused_member_reads_why_until_when_and_how_to_appeal(staff, member, signed_in):
    paused(staff, member)
    client = signed_in(member)
    page = html_of(client, "/en/")
    assert "You are paused in Lamps until" in page
    assert "Insults or harasses somebody" in page
    assert reverse("decision_told", args=[Sanction.objects.get().entry_id]) in page


@pytest.mark.parametrize(("language", "words"), [("de", 'dir="ltr"'), ("ar", 'dir="rtl"')])
def test_the_banner_stands_in_every_language(staff, member, signed_in, language, words):
    paused(staff, member)
    assert words in html_of(signed_in(member, language=language), f"/{language}/")


def test_a_paused_member_keeps_drafts_export_and_appeal(staff, member, signed_in, community):
    thread = a_thread(category=a_category(community))
    save_draft(actor=actor_for(member), place=f"reply/{thread.pk}", saving=Saving({"body": "half"}))
    paused(staff, member)
    tell()
    client = signed_in(member)
    assert Draft.objects.filter(member=member).exists()
    for name in ("drafts", "privacy", "decisions", "notifications", "leave"):
        assert client.get(reverse(name)).status_code in {200, 302}
    assert client.get(reverse("drafts")).status_code == 200
    assert client.post(reverse("export_me")).status_code == 302


def test_nobody_else_pays_for_the_banner(signed_in, django_assert_num_queries, community):
    member = a_role(community)
    with django_assert_num_queries(0):
        assert Page(a_request_of(member)).sanctions == []


def test_a_member_page_leads_staff_to_the_tools(staff, member, signed_in):
    assert reverse("member_standing", args=["lamps", member.username]) in html_of(
        staff, reverse("member", args=[member.username])
    )
    assert "For staff" not in html_of(signed_in(), reverse("member", args=[member.username]))


def test_the_number_of_queries_does_not_grow_with_the_history(
    staff, member, agent, django_assert_max_num_queries
):
    path = reverse("member_standing", args=["lamps", member.username])
    staff.get(path)
    for _ in range(6):
        warn_member(actor=agent, membership=member.memberships.get(), reason="abuse")
    with django_assert_max_num_queries(11):
        staff.get(path)
