"""Which links of a text become cards: an address alone on a line, in its rendered HTML.

Stored HTML comes from one renderer, so such a line has one shape. Translations copy addresses but
may break lines elsewhere: the original decides, and in a translation the card stands below the
paragraph with the same address.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from html import unescape

CARDS_MAX = 5
"""Cards in one text; further addresses stay links."""
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_BREAK = re.compile(r"<br>\n|\n")
_LINK = re.compile(
    r'(?:<bdi[^>]*>)?<a href="(https?://[^"]+)" rel="[^"]*">(?:https?://|www\.)[^<\s]+</a>(?:</bdi>)?'
)
"""An address that is itself what is read, not other words that lead there."""


def lone_links(html: str) -> list[str]:
    """The addresses that stand alone on a line of a paragraph, in order, each once."""
    lines = (line for inside in _PARAGRAPH.findall(html) for line in _BREAK.split(inside))
    found = (unescape(match[1]) for line in lines if (match := _LINK.fullmatch(line.strip())))
    return list(dict.fromkeys(found))[:CARDS_MAX]


def with_cards(html: str, cards: Mapping[str, str]) -> str:
    """`html` with `cards`, HTML by address: in place of a paragraph that holds nothing but the
    address, else below the paragraph that holds it."""
    waiting = dict(cards)

    def carded(match: re.Match[str]) -> str:
        inside = match[1].strip()
        urls = [url for url in map(unescape, _LINK.findall(inside)) if url in waiting]
        found = "".join(waiting.pop(url) for url in dict.fromkeys(urls))
        return found if urls and _LINK.fullmatch(inside) else match[0] + found

    return _PARAGRAPH.sub(carded, html) if waiting else html


def checksum_of(url: str) -> str:
    """What an address is looked up by."""
    return sha256(url.encode("utf-8", "replace")).hexdigest()
