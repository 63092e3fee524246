"""What the composer tells its script about the names of emoji."""

import re

import pytest
from django.contrib.staticfiles import finders

from tests.builders import a_member, a_thread

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", ["", "reply"])
@pytest.mark.parametrize("language", ["de", "ar", "pt-br", "zh-hant"])
def test_the_names_are_those_of_the_language_of_the_page(signed_in, category, language, form):
    path = f"/{language}/t/{a_thread(category=category).pk}/{form}"
    page = signed_in(a_member()).get(path, follow=True)
    address = re.search(r'data-emoji-names="/static/([^"]+)"', page.content.decode())
    assert address and address[1].lower() == f"emoji/{language}.json"
    assert finders.find(address[1])


def test_english_codes_come_with_the_emoji(signed_in, category):
    page = signed_in().get(f"/en/t/{a_thread(category=category).pk}/reply")
    assert "data-completion" in page.content.decode()
    assert 'data-emoji-names=""' in page.content.decode()
