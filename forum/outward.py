"""Where a text leads, from its rendered HTML: links to other places than this installation. Pure.

What stands in a block quote was said by somebody else.
"""

from html.parser import HTMLParser
from urllib.parse import urlsplit

LINKS_MAX = 200
"""More than that are more than enough in any case."""


def outward_links(html: str, *, own_host: str) -> tuple[str, ...]:
    """The addresses (http, https) that a text leads to outside of `own_host`, each once."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    out = (link for link in finder.links if _leads_out(link, own_host))
    return tuple(dict.fromkeys(out))[:LINKS_MAX]


def _leads_out(link: str, own_host: str) -> bool:
    try:
        parts = urlsplit(link)
        return parts.scheme in {"http", "https"} and parts.hostname not in {None, own_host}
    except ValueError:
        return True


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._quotes += 1
        href = dict(attrs).get("href") if tag == "a" else None
        if href and not self._quotes:
            self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._quotes -= 1
