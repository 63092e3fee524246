"""The reading language is the first part of an address."""

import pytest
from django.test import Client
from django.urls import reverse

from core import languages
from tests.builders import a_member
from tests.frontend.pages.conftest import see

pytestmark = pytest.mark.django_db


def redirect(client, path, **headers):
    response = client.get(path, headers=headers)
    assert response.status_code in {301, 302}
    return response.headers["Location"]


def test_an_address_without_language_leads_to_the_language_of_the_browser(visitor):
    assert redirect(visitor, "/?x=1", accept_language="de-AT,de;q=0.9,en;q=0.5") == "/de/?x=1"


def test_the_cookie_counts_more_than_the_browser(visitor):
    visitor.cookies["reading_language"] = "pt-br"
    assert redirect(visitor, "/c/lamps/", accept_language="de") == "/pt-br/c/lamps/"


def test_the_account_counts_more_than_the_cookie(signed_in):
    client = signed_in(a_member("ar"))
    client.cookies["reading_language"] = "pt-br"
    assert redirect(client, "/", accept_language="de") == "/ar/"


def test_the_redirect_says_what_it_depends_on(visitor):
    vary = visitor.get("/").headers["Vary"]
    assert "Accept-Language" in vary and "Cookie" in vary


def test_another_spelling_of_a_language_redirects_for_good(visitor):
    response = visitor.get("/pt-BR/c/lamps/?x=1")
    assert (response.status_code, response.headers["Location"]) == (301, "/pt-br/c/lamps/?x=1")


def test_another_spelling_redirects_forms_without_losing_them(visitor):
    assert visitor.post("/PT-BR/theme").status_code == 308


def test_a_language_nobody_offers_is_not_found(visitor):
    assert [visitor.get(path).status_code for path in ("/th/", "/xx/", "/xx-YY/c/")] == [404] * 3


def test_the_page_says_its_language_in_bcp_47(visitor):
    assert '<html lang="zh-Hant"' in see(visitor, "/zh-hant/").content.decode()


def test_a_page_for_readers_from_right_to_left_runs_so(visitor):
    assert 'dir="rtl"' in see(visitor, "/ar/").content.decode().partition("<head>")[0]


def test_addresses_are_built_in_the_language_of_the_page_whatever_the_interface_speaks():
    built = []
    for code in ("ja", "ko", "ja", "pt-BR"):
        with languages.using(code):
            built.append(reverse("home"))
    assert built == ["/ja/", "/ko/", "/ja/", "/pt-br/"]


def test_every_page_names_itself_in_every_other_language(visitor):
    html = see(visitor, "/de/languages/").content.decode()
    for language in languages.offered():
        assert f'hreflang="{language.code}" href="http' in html
        assert f'href="/{language.slug}/languages/"' in html


def test_changing_the_language_on_this_site_is_remembered(visitor):
    visitor.get("/es/", headers={"referer": "http://testserver/de/"})
    assert redirect(visitor, "/", accept_language="de") == "/es/"


def test_a_link_from_elsewhere_changes_nobodys_language(visitor):
    visitor.get("/es/", headers={"referer": "http://example.org/de/"})
    assert "reading_language" not in visitor.cookies


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/languages", "/static/none.css"])
def test_what_is_no_page_keeps_its_address(visitor, path):
    assert visitor.get(path, headers={"accept_language": "de"}).status_code in {200, 404}


def test_sign_in_is_a_page_in_the_reading_language(visitor):
    assert see(visitor, "/ja/accounts/login/").status_code == 200


def test_a_wrong_address_does_not_say_who_is_offered_what(visitor):
    assert Client().get("/de/nothing/here/").status_code == 404
