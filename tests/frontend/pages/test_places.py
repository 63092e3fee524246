"""Home, community, category, languages, profile, accounts, errors."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.trap import stamp
from core import languages
from core.errors import LingoraError, RateLimited
from core.slugs import slug_of
from frontend.middleware.errors import error_page
from tests.builders import a_category, a_community, a_member, a_thread
from tests.frontend.pages.conftest import fields_of, see, text_of

pytestmark = pytest.mark.django_db


def test_home_lists_threads_in_the_readers_language(category, visitor, translate):
    a_thread(category=category, language="de", title="Die Lampe flackert")
    visitor.post("/en/read")
    translate()
    page = see(visitor, "/en/")
    assert "Die Lampe flackert" not in text_of(page)
    assert "Translated from German" in text_of(page)


def test_lists_take_the_same_number_of_queries_however_long_they_are(category, visitor):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            visitor.get("/en/c/lamps/")
        return len(caught)

    a_thread(category=category, language="de")
    before = cost()
    for language in ("es", "fr", "ja"):
        a_thread(category=category, language=language)
    assert cost() == before <= 9


def test_what_a_community_says_of_itself_keeps_its_own_direction(visitor):
    community = a_community(name="Lamp lab", description="What is wrong with them.")
    page = see(visitor, f"/ar/c/{community.slug}/").content.decode()
    assert "<bdi>Lamp lab</bdi></h1>" in page
    assert "<bdi>What is wrong with them.</bdi>" in page


def test_an_empty_place_invites_to_ask(category, visitor):
    assert "Nothing has been asked yet" in text_of(see(visitor, "/en/c/lamps/bulbs/"))


def test_a_list_is_narrowed_to_what_is_solved(category, visitor):
    a_thread(category=category, title="Still open here")
    assert "Still open here" not in text_of(see(visitor, "/en/c/lamps/?state=solved"))


def test_a_community_of_members_is_not_there_for_others(visitor, signed_in):
    hidden = a_community(visibility="members")
    a_category(hidden)
    path = f"/en/c/{hidden.slug}/"
    assert visitor.get(path).status_code == signed_in().get(path).status_code == 404


def test_the_languages_page_says_what_becomes_what(visitor):
    assert "can be read in" in text_of(see(visitor, "/en/languages/"))


def test_the_languages_page_is_honest_without_an_engine(visitor, settings):
    settings.TRANSLATION_ENGINES = []
    page = text_of(see(visitor, "/en/languages/"))
    assert "No translation engine is ready yet" in page


def test_a_member_says_what_she_reads_and_writes(signed_in):
    member = a_member("de")
    client = signed_in(member)
    response = client.post(
        "/de/profile/",
        fields_of(client.get("/de/profile/"))
        | {
            "display_name": "Lamp",
            "reading_language": "es",
            "written_languages": ["de", "es"],
            "kept_languages": ["fr"],
            "country": "AT",
            "timezone": "Europe/Vienna",
        },
    )
    member.refresh_from_db()
    assert response.headers["Location"] == "/es/profile/"
    assert (member.kept_languages, member.country) == (["fr"], "AT")


def test_joining_takes_the_language_of_the_page_and_shows_the_link_where_no_mail_goes(
    visitor, settings
):
    settings.SHOW_MAIL_LINKS = True
    form = visitor.get("/es/accounts/signup/")
    response = visitor.post(
        "/es/accounts/signup/",
        fields_of(form)
        | {
            "opened": stamp(time.time() - 60),
            "username": "bombilla",
            "email": "bombilla@example.org",
            "password1": "luz-de-la-tarde-9",
            "language": "es",
        },
        follow=True,
    )
    assert get_user_model().objects.get(username="bombilla").reading_language == "es"
    assert "/es/accounts/confirm-email/" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["login", "signup", "password/reset", "password/reset/done", "confirm-email"]
)
def test_every_page_around_signing_in_has_the_layout_of_the_house(visitor, name):
    html = see(visitor, f"/ar/accounts/{name}/").content.decode()
    assert '<header class="topbar' in html and 'dir="rtl"' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("name", ["email", "password/change", "logout"])
def test_every_page_of_the_account_has_the_layout_of_the_house(signed_in, name):
    html = see(signed_in(), f"/en/accounts/{name}/").content.decode()
    assert '<header class="topbar' in html
    assert html.count("<h1") == 1


def test_light_or_dark_is_kept_without_an_account(visitor):
    response = visitor.post("/en/theme", {"next": "/en/languages/"})
    assert response.headers["Location"] == "/en/languages/"
    assert 'data-theme="dark"' in see(visitor, "/en/").content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_changing_the_theme_leads_nowhere_else(visitor, target):
    assert visitor.post("/en/theme", {"next": target}).headers["Location"] == "/en/"


def test_an_error_has_a_page_with_its_status_and_words(rf):
    request = rf.get("/en/")
    response = error_page(request, RateLimited())
    assert response.status_code == 429
    assert "Please wait a moment" in text_of(response)


def test_an_error_nobody_planned_for_is_told_without_the_database(rf):
    html = render_to_string("500.html", {})
    assert "Something broke on our side" in html
    assert issubclass(RateLimited, LingoraError)


def test_pages_hold_no_inline_script_and_no_inline_style(category, signed_in):
    thread = a_thread(category=category)
    client = signed_in()
    for path in ("/en/", f"/en/t/{thread.pk}/", "/en/ask/", "/en/profile/", "/en/nothing/"):
        response = see(client, path)
        html = response.content.decode()
        assert " style=" not in html and "<style" not in html and " onclick=" not in html
        for tag in html.split("<script")[1:]:
            assert " src=" in tag.partition(">")[0] or "application/json" in tag.partition(">")[0]
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_page_has_one_heading_landmarks_and_a_way_past_the_top(category):
    html = see(Client(), "/en/c/lamps/").content.decode()
    assert html.count("<h1") == html.count("<main") == html.count('class="skip-link"') == 1


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Why does it – drop?", "why-does-it-drop"),
        ("Дощ і світло", "дощ-і-світло"),
        ("हिन्दी में", "हिन्दी-में"),
        ("なぜ切れる？", "なぜ切れる"),
        ("مصباح 3.2.1", "مصباح-3-2-1"),
        ("🔥!!", "-"),
        ("a" * 90, "a" * 60),
    ],
)
def test_slugs_are_readable_in_every_script(title, slug):
    assert slug_of(title) == slug


def test_every_offered_language_has_a_home(visitor):
    for language in languages.offered():
        assert visitor.get(f"/{language.slug}/").status_code == 200
