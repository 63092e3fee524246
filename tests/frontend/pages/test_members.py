"""Members' pages and cards, and what they say of themselves."""

import re

import pytest
from django.utils import timezone

from accounts.actions import join, rename
from accounts.models import Membership
from accounts.queries import actor_for
from forum.actions import accept_answer, set_about
from forum.models import Post
from forum.queries import about_of
from tests.builders import a_category, a_community, a_member, a_post, a_thread, an_actor
from tests.frontend.pages.conftest import see, text_of
from tests.reputation.people import somebody, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena():
    return a_member("de", username="lena", country="AT", kept_languages=["fr"])


def profile_form(**fields):
    return {
        "display_name": "Lena",
        "about": "",
        "reading_language": "de",
        "written_languages": ["de"],
        "country": "AT",
        "timezone": "Europe/Vienna",
        **fields,
    }


def test_a_page_tells_who_somebody_is(lena, visitor):
    page = text_of(see(visitor, "/en/m/lena/"))
    for word in ("@lena", "Austria", "Deutsch", "Français"):
        assert word in page


def test_what_a_member_says_is_read_in_the_readers_language(lena, visitor, translate):
    set_about(actor=actor_for(lena), about="Ich repariere **Lampen** seit vielen Jahren.")
    assert visitor.post("/en/m/lena/read").status_code == 204
    translate()
    html = see(visitor, "/en/m/lena/").content.decode()
    assert 'class="text__shown prose" lang="en" dir="ltr"' in html
    assert "Translated from German" in html


def test_looking_at_a_page_asks_for_no_translation(lena, visitor, translate):
    set_about(actor=actor_for(lena), about="Ich repariere Lampen seit vielen Jahren.")
    see(visitor, "/en/m/lena/")
    translate()
    assert not about_of(lena).translations.filter(language="en").exists()


def test_activity_is_shown_in_parts(lena, category, visitor):
    lena_acts = actor_for(lena)
    a_thread(actor=lena_acts, category=category, title="My own question here")
    answer = a_post(a_thread(category=category), actor=lena_acts, body="Turn the bulb twice.")
    Post.objects.filter(pk=answer.pk).update(accepted=timezone.now())
    assert "My own question here" in text_of(see(visitor, "/en/m/lena/"))
    for part in ("answers", "accepted"):
        assert "Turn the bulb twice." in text_of(see(visitor, f"/en/m/lena/?show={part}"))
    assert "Turn the bulb" not in text_of(see(visitor, "/en/m/lena/?show=comments"))
    assert see(visitor, "/en/m/lena/?show=nonsense").status_code == 200


def test_nobody_sees_more_than_he_may(visitor):
    operator = a_member(username="boss", is_superuser=True)
    hidden = a_category(visibility="staff")
    a_thread(actor=actor_for(operator), category=hidden, title="For staff only, please")
    assert "For staff only, please" not in text_of(see(visitor, "/en/m/boss/"))


def test_whom_a_member_helped_is_told(lena, category, visitor):
    asker = an_actor("es", country="ES")
    answer = a_post(a_thread(actor=asker, category=category, language="es"), actor=actor_for(lena))
    Post.objects.filter(pk=answer.pk).update(accepted=timezone.now())
    page = text_of(see(visitor, "/en/m/lena/"))
    assert "Has helped" in page
    assert "Spain" in page and "Spanish" in page


@pytest.mark.parametrize("tail", ["", "?show=answers"])
def test_a_page_costs_the_same_however_much_was_written(
    lena, category, visitor, django_assert_max_num_queries, tail
):
    acts = actor_for(lena)
    for _ in range(6):
        a_post(a_thread(category=category, actor=acts), actor=acts, kind="answer")
    visitor.get(f"/en/m/lena/{tail}")
    with django_assert_max_num_queries(11):
        visitor.get(f"/en/m/lena/{tail}")


def test_a_former_name_leads_to_the_present_one(lena, visitor):
    rename(actor=actor_for(lena), username="magdalena")
    answer = visitor.get("/en/m/lena/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/m/magdalena/")


@pytest.mark.parametrize("name", ["nobody", "x%00y", "%20"])
def test_nobody_has_no_page(visitor, name):
    for tail in ("", "card"):
        assert visitor.get(f"/en/m/{name}/{tail}").status_code == 404


def test_a_card_is_a_fragment_of_who_somebody_is(lena, visitor):
    set_about(actor=actor_for(lena), about="Lampen und Leuchten <script>alert(1)</script>")
    answer = visitor.get("/de/m/lena/card")
    html = answer.content.decode()
    assert "<html" not in html and "<script" not in html
    assert "Lampen und Leuchten" in html
    assert "private" in answer.headers["Cache-Control"]


def test_a_member_says_something_about_herself(lena, signed_in):
    client = signed_in(lena)
    answer = client.post("/de/profile/", profile_form(about="Ich mag **Lampen**."))
    assert answer.status_code == 302
    assert about_of(lena).source == "Ich mag **Lampen**."
    assert "Ich mag **Lampen**." in see(client, "/de/profile/").content.decode()


@pytest.mark.parametrize("about", ["x" * 2001, "a\0b"])
def test_what_cannot_be_kept_comes_back(lena, signed_in, about):
    answer = signed_in(lena).post("/de/profile/", profile_form(about=about, display_name="Neu"))
    lena.refresh_from_db()
    assert answer.status_code == 422
    assert lena.display_name == ""


def test_a_wrong_field_changes_nothing_else(lena, signed_in):
    answer = signed_in(lena).post("/de/profile/", profile_form(about="Hallo.", timezone="Mars/X"))
    assert answer.status_code == 422
    assert about_of(lena) is None


def test_standing_badges_and_a_chart_are_told(lena, category, visitor):
    earned(lena, category)
    page = see(visitor, "/en/m/lena/")
    for words in ("Standing", "points", "First to reply", "The last 12 months"):
        assert words in text_of(page)
    html = page.content.decode()
    assert '<svg class="credit-chart__plot"' in html and "As a table" in html


def test_the_card_tells_level_and_points(lena, category, visitor):
    earned(lena, category)
    Membership.objects.filter(member=lena).update(level=3)
    card = text_of(see(visitor, "/en/m/lena/card"))
    assert "Guide" in card and "20 points" in card


def test_credit_in_a_closed_community_is_not_told_to_outsiders(lena, visitor, signed_in):
    inside = a_category(a_community(visibility="members", name="Behind the door"))
    earned(lena, inside)
    page = text_of(see(visitor, "/en/m/lena/"))
    assert "Behind the door" not in page and "First to reply" not in page
    assert "20 points" not in page
    assert "Behind the door" in text_of(see(signed_in(lena), "/en/m/lena/"))


def test_the_chart_runs_in_the_direction_of_the_page(lena, category, visitor):
    earned(lena, category)
    places = {}
    for language in ("en", "ar"):
        html = see(visitor, f"/{language}/m/lena/").content.decode()
        places[language] = int(re.search(r'credit-chart__column" x="(\d+)"', html)[1])
    assert places["en"] > 300 and places["ar"] < 30


def earned(member, category):
    """An accepted answer within the hour: 15 and 5 points."""
    asker = somebody()
    for each in (member, asker.member):
        join(member=each, community=category.community)
    asker = actor_for(asker.member)
    answer = a_post(a_thread(actor=asker, category=category), actor=actor_for(member))
    accept_answer(actor=asker, post=answer)
    tell_all()
