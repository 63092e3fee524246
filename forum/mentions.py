"""Who is named in a text, from its rendered HTML. Pure.

What stands in a block quote was said by somebody else, to others: it names nobody anew.
"""

from html.parser import HTMLParser

MENTIONED_MAX = 20
"""More people than that are not called together by one post."""
MEMBER = "member:"


def mentioned_in(html: str) -> list[str]:
    """User names as the text spells them, each once, at most `MENTIONED_MAX`."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return list(dict.fromkeys(finder.names))[:MENTIONED_MAX]


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._quotes += 1
        given = dict(attrs)
        reference = given.get("data-ref") or ""
        is_mention = tag == "a" and given.get("class") == "mention"
        if is_mention and reference.startswith(MEMBER) and not self._quotes:
            self.names.append(reference.removeprefix(MEMBER))

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._quotes -= 1
