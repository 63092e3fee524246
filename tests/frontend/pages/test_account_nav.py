"""The way around the pages of one's own account says where one is."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from frontend.templatetags.own_pages import PAGES

pytestmark = pytest.mark.django_db


def current_in(html: str) -> set[tuple[str, str]]:
    """Address and kind of the links of the navigation that are marked."""
    nav = html.partition('<nav class="account__nav"')[2].partition("</nav>")[0]
    assert nav.count("<a ") == 2 * len(PAGES)
    return set(re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', nav))


@pytest.mark.parametrize("name", [name for name, _icon, _label in PAGES])
def test_each_page_of_the_account_is_marked_on_itself(signed_in, name):
    with translation.override("de"):
        path = reverse(name)
    response = signed_in(language="de").get(path)
    assert current_in(response.content.decode()) == {(path, "page")}


def test_what_stands_below_a_page_marks_that_page(signed_in):
    html = signed_in().get("/en/privacy/name/").content.decode()
    assert current_in(html) == {("/en/privacy/", "true")}
