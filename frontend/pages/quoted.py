"""Quotations inside rendered posts: a link to the quoted post, and the original behind it.

The text itself holds a block quote that begins with a link (`forum.quoting`); here that link
becomes a heading which knows the post it leads to. The same for everybody who reads the page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape

from django.template.loader import render_to_string

from forum.models import Post
from forum.queries.quotes import Quoted, quotes_in
from forum.quoting import ADDRESS
from translation.queries import Rendered, Side

_HEAD = re.compile(
    r'<blockquote>\s*<p><a href="(?P<address>[^"<>]*&amp;shown=[^"<>]*)"[^<>]*>'
    r"(?:(?!</?(?:p|a|blockquote)\b).)*</a>(?P<rest>(?:</p>)?)",
    re.DOTALL,
)
"""As the pipeline writes it; what only looks like it, in a text or in code, has no real ``<``."""


def with_quotes(posts: Iterable[Post], rendered: dict[int, Rendered]) -> dict[int, Rendered]:
    """`rendered` (by the text's id), with quotations as readers see them. One query where
    somebody quotes, else none."""
    quoting = [post for post in posts if _may_quote(rendered[post.body_id])]
    if not quoting:
        return rendered
    found = quotes_in(quoting)
    dressed = {
        post.body_id: _dressed(rendered[post.body_id], found[post.pk])
        for post in quoting
        if post.pk in found
    }
    return rendered | dressed


def _may_quote(rendered: Rendered) -> bool:
    return "&amp;shown=" in rendered.original.html


def _dressed(rendered: Rendered, quotes: list[Quoted]) -> Rendered:
    original = _side(rendered.original, quotes)
    translated = _side(rendered.translated, quotes) if rendered.translated else None
    shown = translated if rendered.is_translated and translated else original
    return replace(rendered, original=original, shown=shown, translated=translated)


def _side(side: Side, quotes: list[Quoted]) -> Side:
    left: Mapping[tuple[int, str], Iterator[Quoted]] = {
        key: iter([each for each in quotes if _key(each) == key]) for key in map(_key, quotes)
    }

    def heading(match: re.Match[str]) -> str:
        address = ADDRESS.fullmatch(unescape(match["address"]))
        quoted = next(left.get(_named(address), iter(())), None) if address else None
        if quoted is None:
            return match[0]
        # A paragraph that goes on after the link keeps what it says.
        opening = "" if match["rest"] else "<p>"
        return f'<blockquote class="quote">{_heading(quoted)}{opening}'

    return replace(side, html=_HEAD.sub(heading, side.html))


def _key(quoted: Quoted) -> tuple[int, str]:
    return quoted.post_id, quoted.language.lower()


def _named(address: re.Match[str]) -> tuple[int, str]:
    return int(address["post"]), address["language"].lower()


def _heading(quoted: Quoted) -> str:
    return render_to_string("parts/quote.html", {"quoted": quoted}).strip()
