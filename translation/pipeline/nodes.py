"""Inline tokens as a small tree: text, atoms, and marks that enclose both.

Opening and closing tokens are paired here, raw HTML like `<b>…</b>` included; what does not pair
legally is an atom that no sentence crosses. Nothing is interpreted beyond that.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from translation.pipeline.kinds import Kind

_HTML_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^>]*?(/?)>", re.DOTALL)
_CODE_TAGS = frozenset({"code", "kbd", "samp", "tt", "var"})
_MARK_TAGS = _CODE_TAGS | {
    *("a", "abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small"),
    *("span", "strong", "sub", "sup", "u"),
}
_ATOMS_BY_TYPE = {
    "code_inline": Kind.CODE,
    "image": Kind.IMAGE,
    "hardbreak": Kind.BREAK,
    "footnote_ref": Kind.FOOTNOTE,
}


@dataclass(frozen=True, slots=True)
class Text:
    """What can be read and translated; a soft line break is a newline character."""

    text: str


@dataclass(frozen=True, slots=True)
class Atom:
    """What is copied. `text` is how it reads, `tokens` is what renders it."""

    kind: Kind
    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A mark with what it encloses."""

    opening: Token
    closing: Token
    children: tuple["Node", ...]


Node = Text | Atom | Enclosed


def is_link(opening: Token) -> bool:
    """True for marks that must appear exactly once: links, from Markdown or raw HTML."""
    if opening.type == "html_inline":
        return opening.content[:2].lower() == "<a" and not opening.content[2:3].isalpha()
    return opening.tag == "a"


def build(tokens: Sequence[Token]) -> list[Node]:
    """The tree of an inline token's children."""
    return _build(tokens, _pairs(tokens), 0, len(tokens))


def _build(tokens: Sequence[Token], pairs: dict[int, int], start: int, end: int) -> list[Node]:
    nodes: list[Node] = []
    while start < end:
        closing = pairs.get(start)
        if closing is None:
            nodes.extend(_leaf(tokens[start]))
            start += 1
            continue
        nodes.append(_enclosed(tokens, pairs, start, closing))
        start = closing + 1
    return nodes


def _enclosed(tokens: Sequence[Token], pairs: dict[int, int], start: int, closing: int) -> Node:
    opening = tokens[start]
    children = _build(tokens, pairs, start + 1, closing)
    if kind := _whole(opening):
        return Atom(kind, readable(children), tuple(tokens[start : closing + 1]))
    return Enclosed(opening, tokens[closing], tuple(children))


def _whole(opening: Token) -> Kind | None:
    """The kind of atom that a pair makes together with all it encloses, if it does."""
    if opening.type == "mention_open":
        return Kind.MENTION
    if opening.type == "link_open" and opening.info == "auto":
        return Kind.URL
    return Kind.CODE if _tag_name(opening) in _CODE_TAGS else None


def _leaf(token: Token) -> list[Node]:
    if token.type == "text":
        return [Text(token.content)] if token.content else []
    if token.type == "softbreak":
        return [Text("\n")]
    if token.type == "image":
        return [Atom(Kind.IMAGE, token.content, (token,))]
    if token.type == "hardbreak":
        return [Atom(Kind.BREAK, "\n", (token,))]
    kind = _ATOMS_BY_TYPE.get(token.type, Kind.HTML)
    if _tag_name(token) == "img":
        kind = Kind.IMAGE
    return [Atom(kind, token.content, (token,))]


def _pairs(tokens: Sequence[Token]) -> dict[int, int]:
    """Index of each opening token to the index of its closing token, legally nested."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for index, token in enumerate(tokens):
        if _opens(token):
            stack.append(index)
        elif _closes(token):
            partner = _partner(tokens, stack, token)
            if partner is not None:
                del stack[partner + 1 :]
                pairs[stack.pop()] = index
    return pairs


def _partner(tokens: Sequence[Token], stack: Sequence[int], closing: Token) -> int | None:
    """Where on the stack of open marks the partner of `closing` lies.

    Raw HTML may not reach across a Markdown mark; Markdown's own marks always find theirs.
    """
    raw = closing.type == "html_inline"
    for depth in range(len(stack) - 1, -1, -1):
        opening = tokens[stack[depth]]
        if raw and opening.type != "html_inline":
            return None
        if opening.type.startswith("html_") == raw and (
            not raw or _tag_name(opening) == _tag_name(closing)
        ):
            return depth
    return None


def _opens(token: Token) -> bool:
    if token.type != "html_inline":
        return token.nesting == 1
    match = _HTML_TAG.fullmatch(token.content)
    return bool(match and not match[1] and not match[3] and match[2].lower() in _MARK_TAGS)


def _closes(token: Token) -> bool:
    if token.type != "html_inline":
        return token.nesting == -1
    match = _HTML_TAG.fullmatch(token.content)
    return bool(match and match[1] and match[2].lower() in _MARK_TAGS)


def _tag_name(token: Token) -> str:
    match = _HTML_TAG.match(token.content) if token.type == "html_inline" else None
    return match[2].lower() if match else ""


def readable(nodes: Iterable[Node]) -> str:
    """The nodes as somebody would read them aloud."""
    return "".join(
        readable(node.children) if isinstance(node, Enclosed) else node.text for node in nodes
    )


def tokens_of(nodes: Iterable[Node]) -> list[Token]:
    """Tokens that render the nodes as they are."""
    tokens: list[Token] = []
    for node in nodes:
        if isinstance(node, Text):
            tokens.append(text_token(node.text))
        elif isinstance(node, Atom):
            tokens.extend(node.tokens)
        else:
            tokens.extend([node.opening, *tokens_of(node.children), node.closing])
    return tokens


def text_token(text: str) -> Token:
    """A text node; the renderer escapes it."""
    return Token("text", "", 0, content=text)
