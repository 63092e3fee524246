"""What the head of a page says: title, description, site, picture, language.

Read with the standard library's parser, which builds nothing and runs nothing. All of it is text
of strangers: cut, in one line, without characters that hide or change the direction.
"""

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from core import languages
from core.errors import LingoraError

HEAD_CHARS = 256 * 1024
TITLE_CHARS, DESCRIPTION_CHARS, SITE_CHARS = 300, 600, 120
_CHARSET = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|windows-(125\d|874|31j)|koi8-[ru]|shift[_-]jis|euc-(jp|kr)"
    r"|iso-2022-jp|gb2312|gbk|gb18030|big5|tis-620",
    re.I,
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,20})", re.I)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = "\u200c\u200d"
"""Cannot be seen either, but some scripts and emoji need them."""


@dataclass(frozen=True, slots=True)
class Head:
    """`image` is an absolute address or empty; `language` is a canonical code or empty."""

    title: str = ""
    description: str = ""
    site: str = ""
    image: str = ""
    language: str = ""


def read_head(data: bytes, *, charset: str, url: str) -> Head:
    """The head of the page found at `url`."""
    parser = _Parser()
    # Never closed: the end of a page that ends in the middle of a tag is not worth a guess.
    parser.feed(_decoded(data, charset)[:HEAD_CHARS])
    said = parser.said
    image = said.get("og:image") or said.get("twitter:image") or ""
    return Head(
        title=_line(said.get("og:title") or parser.title, TITLE_CHARS),
        description=_line(
            said.get("og:description") or said.get("description") or "", DESCRIPTION_CHARS
        ),
        site=_line(said.get("og:site_name") or _site(url), SITE_CHARS),
        image=_absolute(url, image.strip()),
        language=_language(parser.language or said.get("og:locale", "")),
    )


def _decoded(data: bytes, charset: str) -> str:
    declared = _DECLARED.search(data[:4096])
    wishes = [charset, declared[1].decode("ascii", "replace") if declared else ""]
    known = next((wish for wish in wishes if _CHARSET.fullmatch(wish)), "utf-8")
    try:
        return data.decode(known, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


class _Parser(HTMLParser):
    """Takes what it knows from the head and nothing after it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.title, self.language = "", ""
        self._in_title = self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "body":
            self._over = True
        elif tag == "title":
            self._in_title = not self.title and not self._over
        elif tag == "meta" and not self._over:
            name = (given.get("property") or given.get("name") or "").lower()
            self.said.setdefault(name, given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _line(text: str, chars_max: int) -> str:
    """One line that can be stored and read, cut at a word where there is one."""
    shown = (c if c.isspace() or _can_be_seen(c) else "" for c in text[: chars_max * 4])
    line = " ".join("".join(shown).split())
    if len(line) <= chars_max:
        return line
    cut = line[: chars_max - 1]
    word = cut.rpartition(" ")[0]
    return f"{word if len(word) > chars_max // 2 else cut}…"


def _can_be_seen(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _UNSEEN


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _absolute(url: str, given: str) -> str:
    if not given:
        return ""
    try:
        return urljoin(url, given)
    except ValueError:
        return ""


def _language(code: str) -> str:
    try:
        return languages.canonical(code.strip().replace("_", "-")) if code else ""
    except LingoraError:
        return ""
