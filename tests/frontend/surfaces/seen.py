"""What stands on a surface: pieces of text, each with the language and direction it stands in."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from core import languages

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
READ_ALOUD = ("alt", "title", "aria-label", "placeholder", "label")
"""Attributes that people read or hear."""
ADDRESSES = frozenset(
    "id url path slug place username community category tags product cursor next previous".split()
)
"""Keys of the API's answers that hold no text."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text; `direction` is empty where the place cannot say it (a subject, a title tag).
    `within` names the elements around it: tags, `.classes` and `#ids`."""

    text: str
    lang: str
    direction: str
    within: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """A surface as somebody finds it; `raw` holds everything that was sent."""

    raw: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def inside(self, place: str) -> "Seen":
        """Only what stands in an element: a tag, a `.class` or an `#id`."""
        found = [piece for piece in self.pieces if place in piece.within]
        return Seen("\n".join(piece.text for piece in found), found)

    def outside(self, place: str) -> "Seen":
        return Seen(self.raw, [piece for piece in self.pieces if place not in piece.within])


NOTHING = Seen()


def of_html(html: str, lang: str = "", direction: str = "") -> Seen:
    """A page, or a fragment that will stand in `lang` and `direction`."""
    return Seen(html, _Reader(html, lang, direction).pieces)


class _Reader(HTMLParser):
    """Walks through HTML and keeps, with each text, what the elements around it say of it."""

    def __init__(self, html: str, lang: str, direction: str) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._around = [Piece("", lang, direction)]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        above = self._around[-1]
        names = {tag, *(f".{name}" for name in given.get("class", "").split())}
        names |= {f"#{given['id']}"} if "id" in given else set()
        lang, direction = given.get("lang", above.lang), given.get("dir") or above.direction
        here = Piece(tag, lang, direction, above.within | names)
        self._keep_attributes(tag, given, here)
        if tag not in VOID:
            self._around.append(here)

    def _keep_attributes(self, tag: str, given: dict[str, str], here: Piece) -> None:
        for name in READ_ALOUD:
            self._keep(given.get(name, ""), here)
        if tag == "meta":
            names = {given.get("name", ""), given.get("property", "")}
            self._keep(given.get("content", ""), _plain(here, names))

    def handle_endtag(self, tag: str) -> None:
        while len(self._around) > 1 and self._around.pop().text != tag:
            pass

    def handle_data(self, data: str) -> None:
        here = self._around[-1]
        if here.text not in {"script", "style"}:
            self._keep(data, _plain(here, set()) if here.text == "title" else here)

    def _keep(self, text: str, here: Piece) -> None:
        if text.strip():
            direction = here.direction if here.direction != "auto" else _first_strong(text)
            self.pieces.append(Piece(text.strip(), here.lang, direction, here.within))


def _plain(here: Piece, names: set[str]) -> Piece:
    return Piece(here.text, here.lang, "", here.within | names)


def _first_strong(text: str) -> str:
    """What `dir="auto"` becomes."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


def of_text(text: str, lang: str, *more: str) -> Seen:
    """Plain text in one language."""
    pieces = [Piece(each, lang, "") for each in (text, *more)]
    return Seen("\n".join([text, *more]), pieces)


def of_json(raw: str, data: Any, lang: str) -> Seen:
    """An answer of the API, or data that a page holds."""
    return Seen(raw, list(_in_json(data, lang)))


def _in_json(data: Any, lang: str, direction: str = "") -> Iterator[Piece]:
    if isinstance(data, str):
        if not data.startswith("http"):
            yield from of_html(data, lang, direction).pieces
    elif isinstance(data, list):
        for each in data:
            yield from _in_json(each, lang, direction)
    elif isinstance(data, dict):
        lang = data.get("lang") or data.get("inLanguage") or lang
        direction = data.get("dir", direction)
        for key, value in data.items():
            if key not in ADDRESSES or isinstance(value, dict) or _holds_objects(value):
                yield from _in_json(value, lang, direction)


def _holds_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def of_atom(raw: bytes) -> Seen:
    """A feed: its own name, and the entries with their languages."""
    root = ElementTree.fromstring(raw)
    return Seen(raw.decode(), list(_in_atom(root, "")))


def _in_atom(node: ElementTree.Element, lang: str) -> Iterator[Piece]:
    own = node.get(XML_LANG, "") if node.tag != f"{ATOM}feed" else ""
    lang = node.get(XML_LANG, lang)
    if node.tag == f"{ATOM}content":
        yield from of_html(node.text or "", lang).pieces
        return
    for text in (node.get("term", ""), node.text or ""):
        if text.strip() and not text.startswith("http"):
            # Atom knows no direction; a language of its own says it.
            yield Piece(text.strip(), lang, languages.direction(own) if own else "")
    for child in node:
        yield from _in_atom(child, lang)


def of_addresses(addresses: list[str]) -> Seen:
    """The readable part of addresses, in the language that stands at their beginning."""
    pieces = []
    for address in addresses:
        parts = unquote(address).split("/")
        pieces.append(Piece(parts[-2], languages.canonical(parts[3]), ""))
    return Seen("\n".join(map(unquote, addresses)), pieces)
