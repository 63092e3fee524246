"""Cards below links that stand alone in a text.

Asked for all texts of a page at once: one query, and none where there are no such links or the
operator wants no previews. What a card says is text of strangers, and marked as that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.template.loader import render_to_string

from forum.models import LinkPreview
from forum.previews.links import lone_links, with_cards
from forum.queries.link_previews import previews_of
from forum.uploads.addresses import path_of
from translation.queries import Rendered, Side


@dataclass(frozen=True, slots=True)
class Card:
    """What the page behind a link says of itself. `language` is empty where it does not say."""

    url: str
    title: str
    description: str
    site: str
    language: str
    picture: str = ""
    width: int | None = None
    height: int | None = None


def carded(rendered: Mapping[int, Rendered]) -> dict[int, Rendered]:
    """The texts of a page with the cards that are ready."""
    if not settings.LINK_PREVIEWS:
        return dict(rendered)
    links = {pk: lone_links(text.original.html) for pk, text in rendered.items()}
    found = previews_of(url for urls in links.values() for url in urls)
    cards = {url: _html(card_of(url, row)) for url, row in found.items()}
    return {
        pk: _with(text, {url: cards[url] for url in links[pk] if url in cards})
        for pk, text in rendered.items()
    }


def card_of(url: str, row: LinkPreview) -> Card:
    """The card of a link whose page is known."""
    image = row.image
    return Card(
        url=url,
        title=row.title,
        description=row.description,
        site=row.site,
        language=row.language,
        picture=path_of(image) if image else "",
        width=image.width if image else None,
        height=image.height if image else None,
    )


def _html(card: Card) -> str:
    return render_to_string("parts/link_preview.html", {"card": card}).strip()


def _with(text: Rendered, cards: Mapping[str, str]) -> Rendered:
    if not cards:
        return text

    def side(old: Side) -> Side:
        return replace(old, html=with_cards(old.html, cards))

    original = side(text.original)
    translated = side(text.translated) if text.translated else None
    shown = translated if text.is_translated and translated else original
    return replace(text, original=original, shown=shown, translated=translated)
