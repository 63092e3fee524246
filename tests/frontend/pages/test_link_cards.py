"""Cards on the pages: where a link stands alone, as text of strangers, only if wanted."""

from typing import Any

import pytest
from django.test import Client

from forum.models import LinkPreview
from forum.previews.links import checksum_of
from frontend.pages.link_cards import carded
from tests.builders import a_thread
from tests.frontend.pages.conftest import see
from translation.queries import Reader, render

pytestmark = pytest.mark.django_db
URL = "https://example.org/router"
CARD = 'class="link-preview"'


@pytest.fixture(autouse=True)
def previews_wanted(settings: Any) -> None:
    settings.LINK_PREVIEWS = True


def known(url: str = URL, **fields: str) -> LinkPreview:
    said = {"title": "Der Router", "description": "Gut", "site": "Haus", "language": "de"}
    return LinkPreview.objects.create(
        url=url, checksum=checksum_of(url), state="ready", **{**said, **fields}
    )


def page_with(client: Client, body: str, language: str = "en") -> str:
    thread = a_thread(body=body)
    return str(see(client, f"/{language}/t/{thread.pk}/").content.decode())


def test_a_card_says_whose_words_in_which_language(visitor: Client) -> None:
    known()
    page = page_with(visitor, f"Look:\n\n{URL}")
    assert CARD in page
    title = f'href="{URL}" rel="nofollow noopener ugc" lang="de" dir="auto">Der Router</a>'
    assert title in page


def test_words_of_strangers_are_text(visitor: Client) -> None:
    known(title="<script>alert(1)</script>", description='"><img src=x>', language="")
    page = page_with(visitor, URL)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert 'lang="" dir="auto"' in page


def test_without_a_preview_the_link_stays(visitor: Client) -> None:
    known(title="")
    page = page_with(visitor, URL)
    assert CARD not in page
    assert f'href="{URL}"' in page


def test_nothing_is_shown_unless_the_operator_wants_it(settings: Any, visitor: Client) -> None:
    settings.LINK_PREVIEWS = False
    known()
    assert CARD not in page_with(visitor, URL)


def test_a_translation_has_the_card_at_the_same_place(visitor: Client, translate) -> None:
    known()
    thread = a_thread(body=f"My router is this one.\n\n{URL}\n\nIt is good.", language="en")
    visitor.post(f"/es/t/{thread.pk}/read")
    translate()
    page = see(visitor, f"/es/t/{thread.pk}/").content.decode()
    # One in the translation, one in the original beside it.
    assert page.count(CARD) == 2


@pytest.mark.parametrize("many", [0, 1, 5])
def test_all_cards_of_a_page_are_one_query(many: int, django_assert_num_queries) -> None:
    urls = [f"{URL}/{number}" for number in range(many)]
    for url in urls:
        known(url)
    thread = a_thread(body="\n\n".join(["Look:", *urls]))
    post = thread.posts.select_related("body").get()
    rendered = render([post.body], Reader(language="en"))
    with django_assert_num_queries(min(many, 1)):
        shown = carded(rendered)
    assert shown[post.body_id].shown.html.count(CARD) == many
