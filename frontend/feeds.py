"""Atom (RFC 4287): a list as a program reads it, well-formed whatever people wrote.

The frame is Django's; entries carry a language for each of their texts, and no character that
XML has no place for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from translation.queries import Side

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything but the Char of XML 1.0, https://www.w3.org/TR/xml/#charsets."""
_OWN_ADDRESS = re.compile(r'(?<= )(href|src)="/(?!/)')
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a feed without entries: it must have one, and it must not change."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thread or a post. `url` is absolute and permanent, and its identity."""

    url: str
    title: Side
    body: Side
    author: str
    author_url: str
    published: datetime
    updated: datetime
    categories: Sequence[str] = ()


class _Atom(Atom1Feed):
    """Entries with their whole text, each part in its own language."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        entry: Entry = item["entry"]
        handler.addQuickElement("title", storable(entry.title.text), {"xml:lang": entry.title.lang})
        handler.addQuickElement("link", "", {"href": iri_to_uri(entry.url), "rel": "alternate"})
        handler.addQuickElement("id", iri_to_uri(entry.url))
        handler.addQuickElement("published", rfc3339_date(entry.published))
        handler.addQuickElement("updated", rfc3339_date(entry.updated))
        handler.startElement("author", AttributesImpl({}))
        handler.addQuickElement("name", storable(entry.author))
        if entry.author_url:
            handler.addQuickElement("uri", iri_to_uri(entry.author_url))
        handler.endElement("author")
        for name in entry.categories:
            handler.addQuickElement("category", "", {"term": storable(name)})
        language = {"type": "html", "xml:lang": entry.body.lang}
        handler.addQuickElement("content", _content(entry.body), language)


def _content(body: Side) -> str:
    """HTML for a page that is not ours: its direction said, its addresses absolute."""
    html = _OWN_ADDRESS.sub(rf'\1="{settings.PUBLIC_URL}/', body.html)
    return storable(f'<div lang="{body.lang}" dir="{body.dir}">{html}</div>')


def atom(
    *, title: str, subtitle: str, url: str, feed_url: str, language: str, entries: Sequence[Entry]
) -> bytes:
    """The feed as bytes. `url` is the page it tells of, `feed_url` itself; both absolute."""
    feed = _Atom(
        title=storable(title),
        link=url,
        description="",
        subtitle=storable(subtitle),
        language=language,
        feed_url=feed_url,
        feed_guid=feed_url,
    )
    for entry in entries:
        feed.add_item(entry.title.text, entry.url, "", updateddate=entry.updated, entry=entry)
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue().encode()


def storable(text: str) -> str:
    """The text without what XML cannot hold, however it is escaped."""
    return _NOT_IN_XML.sub("", text)
