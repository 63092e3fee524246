"""What a thread's page tells those who do not sign in: search engines, and sites that show a card
for a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from core import languages
from forum.models import Post, Thread
from frontend.findable.editions import Edition, editions, opening_of
from frontend.findable.structured import about_thread, open_graph_locale
from translation.queries import Rendered

SUMMARY_CHARS = 160


@dataclass(frozen=True, slots=True)
class Card:
    """The page as other sites show it, by the names of OpenGraph."""

    type: str
    title: str
    description: str
    image: str
    locale: str
    others: Sequence[str]


def findable(
    thread: Thread, posts: Sequence[Post], rendered: Mapping[int, Rendered], path: str
) -> dict[str, Any]:
    """Context of the page's head. One query, on later pages of a thread two.

    A page in a language in which the thread does not exist yet names the original as the one to
    be found, and asks not to be listed itself.
    """
    first = next((post for post in posts if post.number == 1), None)
    opening = first.body if first else opening_of(thread)
    found = editions(thread, opening) if opening else []
    here = languages.current()
    exists = any(edition.language.code == here for edition in found)
    url = settings.PUBLIC_URL + path
    return {
        "editions": found,
        "unlisted": not exists,
        "canonical": url if exists else _original(thread, found) or url,
        "linked_data": about_thread(thread, posts, rendered, url),
        "social": _card(thread, first, rendered, found),
    }


def _original(thread: Thread, found: Sequence[Edition]) -> str:
    """Where the thread stands as it was written, or nothing where nobody reads that language."""
    written = thread.title.language
    own = (one.url for one in found if languages.serves(written, one.language.code))
    return next(own, "")


def _card(
    thread: Thread,
    first: Post | None,
    rendered: Mapping[int, Rendered],
    found: Sequence[Edition],
) -> Card:
    here = languages.current()
    title = rendered[thread.title_id].shown.text
    said = rendered[first.body_id].shown.text if first else title
    return Card(
        type="article",
        title=title,
        description=" ".join(said.split())[:SUMMARY_CHARS],
        image=settings.PUBLIC_URL + static("img/social.png"),
        locale=open_graph_locale(here),
        others=[open_graph_locale(one.language.code) for one in found if one.language.code != here],
    )
