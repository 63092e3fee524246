"""Turns tokens into safe HTML and into plain text: the one renderer.

Originals and translations pass through the same functions, so that they can only differ in what
their text says. Never parses machine output.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from translation.pipeline.limits import MAX_HTML_BYTES, TooLarge
from translation.pipeline.markdown import MARKDOWN, Document, check_length, parse
from translation.pipeline.sanitize import sanitize
from translation.pipeline.symbols import SEALED

RENDERER_VERSION = 3
"""Rises when the same tokens give other HTML; stored HTML of older versions is mended."""

VEIL = "•••••"
"""What readers see of private data: that something is left out, in every language and place."""

_SEALED = re.compile(SEALED)

Format = Literal["markdown", "plain"]


@dataclass(frozen=True, slots=True)
class Rendition:
    """What is shown: HTML that is safe in a page, and plain text for search and summaries."""

    html: str
    text: str


def render_original(
    source: str,
    format: Format,
    language: str,
) -> Rendition:
    """The text as its author wrote it. `language` is reserved for rules of single languages.

    Raises TooLong, TooDeep, TooWide or TooLarge (all `core.errors.InvalidInput`).
    """
    if format == "plain":
        check_length(source)
        return render_plain(source)
    return render_document(parse(source))


def render_plain(text: str) -> Rendition:
    """A title or name: no markup at all."""
    text = veil(text)
    return Rendition(html=escapeHtml(text), text=text)


def render_document(document: Document) -> Rendition:
    """HTML and text of tokens. Raises TooLarge."""
    html = MARKDOWN.renderer.render(document.tokens, MARKDOWN.options, document.env)
    if len(html.encode("utf-8", "replace")) > MAX_HTML_BYTES:
        raise TooLarge()
    return Rendition(html=veil(sanitize(html)), text=veil(plain_text(document.tokens)))


def veil(shown: str) -> str:
    """The same without the tokens of what is sealed, which say nothing to readers."""
    return _SEALED.sub(VEIL, shown)


def plain_text(tokens: Iterable[Token]) -> str:
    """What the tokens say without markup: one line per block, code included."""
    lines = (_line(token) for token in tokens)
    return "\n".join(line for line in lines if line)


def _line(token: Token) -> str:
    if token.type == "inline":
        return inline_text(token.children or ()).strip()
    return token.content.rstrip("\n") if token.type in {"fence", "code_block"} else ""


def inline_text(tokens: Iterable[Token]) -> str:
    """What inline tokens say without markup."""
    return "".join(map(_inline_text, tokens))


def _inline_text(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "image":
        return inline_text(token.children or ())
    return token.content if token.type in {"text", "code_inline"} else ""
