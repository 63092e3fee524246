"""The forum's one Markdown parser: CommonMark with GitHub's extensions and mentions.

Tables, strikethrough, bare links, task lists and footnotes are understood; raw HTML is allowed
here because `sanitize` follows. Refuses texts that are too long, nested too deeply (the parser
would drop what is inside without a word) or have very wide tables.
"""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from translation.pipeline.bounds import bound, linkify_without_blank
from translation.pipeline.html_blocks import check_nesting, opened
from translation.pipeline.limits import (
    MAX_DEPTH,
    MAX_SOURCE_CHARS,
    MAX_TABLE_COLUMNS,
    MAX_TOKENS,
    TooDeep,
    TooLarge,
    TooLong,
    TooWide,
)
from translation.pipeline.mentions import mentions_plugin
from translation.pipeline.pictures import render_picture
from translation.pipeline.tasks import render_item


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: block tokens, whose inline tokens hold children, and the parser's notes."""

    tokens: list[Token]
    env: dict[str, Any] = field(default_factory=dict)


def _parser() -> MarkdownIt:
    # Two levels more than allowed: what is one level too deep is then still there to be seen.
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_DEPTH + 2, "linkify": True})
    md.enable(["table", "strikethrough"])
    md.options["tasklists"] = True
    md.options["strikethrough_single_tilde"] = True
    md.block.ruler.at("table", _limited_table, {"alt": ["paragraph", "reference"]})
    md.core.ruler.after("block", "limit_tokens", _limit_tokens)
    md.use(gfm_autolink_plugin)
    md.use(footnote_plugin, inline=False)
    md.use(mentions_plugin)
    # GitHub's rule wants a blank before a bare link; Chinese and Japanese write none.
    md.linkify = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    md.inline.ruler.push("linkify_without_blank", linkify_without_blank)
    bound(md)
    md.add_render_rule("image", render_picture)
    md.add_render_rule("list_item_open", render_item)
    return md


def _limited_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The table rule, stopped as soon as tables fill up with empty cells."""
    found = table(state, start, end, silent)
    if len(state.tokens) > MAX_TOKENS:
        raise TooLarge()
    return found


def _limit_tokens(state: StateCore) -> None:
    """Refuse before the costly inline phase begins."""
    if len(state.tokens) > MAX_TOKENS:
        raise TooLarge()


MARKDOWN = _parser()


def parse(source: str) -> Document:
    """The tokens of a Markdown text. Raises TooLong, TooDeep, TooWide or TooLarge."""
    check_length(source)
    env: dict[str, Any] = {
        "docId": blake2b(source.encode("utf-8", "replace"), digest_size=6).hexdigest()
    }
    tokens = MARKDOWN.parse(source, env)
    _check_depth(tokens)
    _check_tables(tokens)
    check_nesting(tokens)
    for token in tokens:
        _align_without_style(token)
    return Document([opened(token) for token in tokens], env)


def check_length(source: str) -> None:
    """Raise TooLong for more than MAX_SOURCE_CHARS characters."""
    if len(source) > MAX_SOURCE_CHARS:
        raise TooLong(limit=MAX_SOURCE_CHARS)


def _check_depth(tokens: list[Token]) -> None:
    deepest = max((token.level for token in tokens), default=0)
    if deepest > MAX_DEPTH or any(_inline_depth(token) > MAX_DEPTH for token in tokens):
        raise TooDeep()


def _inline_depth(token: Token) -> int:
    depth = deepest = 0
    for child in token.children or ():
        depth += child.nesting
        deepest = max(deepest, depth)
    return deepest


def _check_tables(tokens: list[Token]) -> None:
    columns = 0
    for token in tokens:
        if token.type == "tr_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
            if columns > MAX_TABLE_COLUMNS:
                raise TooWide(limit=MAX_TABLE_COLUMNS)


def _align_without_style(token: Token) -> None:
    """Columns are aligned by attribute: the page's security policy forbids inline styles."""
    style = token.attrs.pop("style", None)
    if isinstance(style, str) and style.startswith("text-align:"):
        token.attrs["align"] = style.removeprefix("text-align:")
