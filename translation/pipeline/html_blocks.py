"""Opens blocks of raw HTML, so that what people read in them is translated as well.

A block becomes a run of its own: tags and comments are copied objects, what stands between them
is text. Tags are never written anew, text is escaped like any other. A block stays closed where
that would not give the very same page, or where its text is not for reading (`<pre>`, `<script>`).
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from translation.pipeline.limits import MAX_HTML_DEPTH, TooDeep
from translation.pipeline.sanitize import sanitize

_MARKUP = re.compile(
    r"<!--(?:(?!-->|<).)*-->|</?([A-Za-z][A-Za-z0-9-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>",
    re.DOTALL,
)
_CLOSED_TAGS = frozenset(
    "pre script style template noscript noembed noframes iframe object svg math title head select "
    "textarea xmp listing plaintext".split()
)
_MAX_CHARS = 20_000
"""Longer blocks stay closed: they would be sanitized three times."""


_NESTING = re.compile(
    r"<(/?)(?:div|section|details|blockquote|figure|table|ul|ol|dl)\b", re.IGNORECASE
)


def check_nesting(tokens: Iterable[Token]) -> None:
    """Raise TooDeep where raw HTML opens very many blocks inside each other.

    The sanitizer's time grows with the square of their number.
    """
    depth = 0
    for token in tokens:
        for part in (token, *(token.children or ())):
            if part.type in {"html_block", "html_inline"}:
                for match in _NESTING.finditer(part.content):
                    depth = max(depth - 1, 0) if match[1] else depth + 1
                    if depth > MAX_HTML_DEPTH:
                        raise TooDeep()


def opened(token: Token) -> Token:
    """The block as an inline token with children; the token itself where it stays closed."""
    if token.type != "html_block" or len(token.content) > _MAX_CHARS:
        return token
    children = list(_children(token.content))
    if not _is_readable(children) or not _is_same(token.content, children):
        return token
    return Token("inline", "", 0, map=token.map, level=token.level, children=children)


def _children(content: str) -> Iterator[Token]:
    position = 0
    for match in _MARKUP.finditer(content):
        yield from _text(content[position : match.start()])
        yield Token("html_inline", "", 0, content=match.group())
        position = match.end()
    yield from _text(content[position:])


def _text(text: str) -> Iterator[Token]:
    if text:
        yield Token("text", "", 0, content=unescape(text))


def _is_readable(children: list[Token]) -> bool:
    """True where there are words, and nothing of which they might not be words."""
    names = (_MARKUP.match(child.content) for child in children if child.type == "html_inline")
    if any(name and name[1] and name[1].lower() in _CLOSED_TAGS for name in names):
        return False
    return any(child.type == "text" and child.content.strip() for child in children)


def _is_same(content: str, children: list[Token]) -> bool:
    """True where the children show what the block shows."""
    rebuilt = "".join(
        escapeHtml(child.content) if child.type == "text" else child.content for child in children
    )
    return rebuilt == content or sanitize(rebuilt) == sanitize(content)
