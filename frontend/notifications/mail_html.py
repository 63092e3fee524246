"""A post's HTML as mail programs show it: no style sheets, no addresses without a host, no
pictures that load by themselves, and not longer than wanted.

What comes in was written by our renderer; what goes out holds only tags named here.
"""

from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_CODE = "background:#f1f2f8;border-radius:4px;font-family:Menlo,Consolas,monospace;font-size:14px;"
STYLES: dict[str, str] = {
    "p": "margin:0 0 12px;",
    "pre": f"{_CODE}margin:0 0 12px;padding:10px 12px;white-space:pre-wrap;direction:ltr;",
    "code": f"{_CODE}padding:1px 4px;",
    "blockquote": "margin:0 0 12px;padding:0 12px;border-SIDE:3px solid #c8cdff;",
    "ul": "margin:0 0 12px;padding:0 24px;",
    "ol": "margin:0 0 12px;padding:0 24px;",
    "li": "margin:0 0 4px;",
    "h1": "margin:0 0 8px;font-size:18px;",
    "h2": "margin:0 0 8px;font-size:17px;",
    "h3": "margin:0 0 8px;font-size:16px;",
    "h4": "margin:0 0 8px;font-size:16px;",
    "table": "border-collapse:collapse;margin:0 0 12px;",
    "th": "border:1px solid #d9dce7;padding:4px 8px;",
    "td": "border:1px solid #d9dce7;padding:4px 8px;",
    "a": "color:#4a43dc;",
    **dict.fromkeys(["strong", "em", "del", "thead", "tbody", "tr", "br", "hr"], ""),
}
VOID = frozenset({"br", "hr"})
SCHEMES = frozenset({"http", "https", "mailto"})
ELLIPSIS = "…"


def for_mail(html: str, *, base: str, most_chars: int, direction: str = "ltr") -> str:
    """At most `most_chars` characters of text of `html`, which runs in `direction`; addresses are
    resolved against `base`."""
    writer = _Writer(base, most_chars, "right" if direction == "rtl" else "left")
    writer.feed(html)
    writer.close()
    return writer.finished()


class _Writer(HTMLParser):
    def __init__(self, base: str, most_chars: int, side: str) -> None:
        super().__init__()
        self._base, self._left, self._side = base, most_chars, side
        self._parts: list[str] = []
        self._open: list[str] = []

    def finished(self) -> str:
        return "".join(self._parts) + "".join(f"</{tag}>" for tag in reversed(self._open))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._left <= 0:
            return
        given = dict(attrs)
        if tag == "img":
            self.handle_data(f"[{given.get('alt') or ELLIPSIS}]")
        elif tag in STYLES:
            self._parts.append(f"<{tag}{self._attributes(tag, given)}>")
            if tag not in VOID:
                self._open.append(tag)

    def _attributes(self, tag: str, given: dict[str, str | None]) -> str:
        # Mail programs know no logical sides.
        style = STYLES[tag].replace("SIDE", self._side)
        wanted = {"style": style, "href": self._address(given) if tag == "a" else ""}
        return "".join(f' {name}="{escape(value)}"' for name, value in wanted.items() if value)

    def _address(self, given: dict[str, str | None]) -> str:
        try:
            address = urljoin(self._base, given.get("href") or "")
            return address if urlsplit(address).scheme in SCHEMES else ""
        except ValueError:
            return ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while (last := self._open.pop()) != tag:
                self._parts.append(f"</{last}>")
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._left <= 0:
            return
        shown = data if len(data) <= self._left else data[: self._left].rstrip() + ELLIPSIS
        self._left -= len(data)
        self._parts.append(escape(shown, quote=False))
