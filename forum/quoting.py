"""Quotations in the text of a post: how they are written, and which sentences they stand for. Pure.

A quotation is a block quote whose first paragraph is a link to the quoted post that also says in
which language it was read:

    > [@anna, #3](/t/12/?post=34&shown=de#post-34)
    >
    > Was Anna sagte, wie ihr Leser es las.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from translation.pipeline.markdown import parse
from translation.pipeline.render import inline_text, plain_text

QUOTES_MAX = 20
"""So many quotations of one post are remembered; more stand there without their source."""
ADDRESS = re.compile(
    r"(?:https?://[^/?#]+)?(?:/[A-Za-z-]{2,10})?/t/[0-9]{1,15}/"
    r"\?post=(?P<post>[0-9]{1,15})&shown=(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)"
    r"(?:#[\w-]*)?"
)
_WORDS = re.compile(r"\w+")
_SHORTEST_CHARS = 2
"""A shorter piece of a sentence says nothing of where it is from."""
_SHORTEST_WHOLE_CHARS = 4
"""A shorter sentence may be the beginning of any word: "No." is no part of "Nonsense"."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a text quotes: which post, in which language it was read, the words."""

    post_id: int
    language: str
    text: str


def address_of(thread_id: int, post_id: int, language: str) -> str:
    """The link that makes a block quote a quotation."""
    return f"/t/{thread_id}/?post={post_id}&shown={language}#post-{post_id}"


def quotations(source: str) -> list[Quotation]:
    """What a Markdown text quotes, in order; at most `QUOTES_MAX`."""
    if "&shown=" not in source:
        return []
    found = (_quotation(block) for block in _block_quotes(parse(source).tokens))
    return [each for each in found if each is not None][:QUOTES_MAX]


def _block_quotes(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The insides of the outermost block quotes."""
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.type == "blockquote_open":
            start = index + 1
        elif token.level == 0 and token.type == "blockquote_close":
            yield tokens[start:index]


def _quotation(block: Sequence[Token]) -> Quotation | None:
    children = block[1].children if len(block) > 1 and block[1].type == "inline" else None
    if not children or children[0].type != "link_open":
        return None
    address = ADDRESS.fullmatch(str(children[0].attrs.get("href", "")))
    if address is None:
        return None
    closing = next(index for index, each in enumerate(children) if each.type == "link_close")
    words = [inline_text(children[closing + 1 :]).strip(), plain_text(block[2:])]
    return Quotation(int(address["post"]), address["language"], "\n".join(filter(None, words)))


def source_of(shown: str, sentences: Sequence[tuple[str, str]]) -> str:
    """The original of those `sentences` (original, translation, in order) that `shown` is from.

    A selection may begin and end within a sentence. Marks, blanks and capitals do not count.
    """
    targets = [_folded(translation) for _original, translation in sentences]
    found = {index for line in shown.split("\n") for index in _within(_folded(line), targets)}
    return " ".join(sentences[index][0] for index in sorted(found))


def _within(line: str, targets: Sequence[str]) -> set[int]:
    """Which sentences a stretch of text touches."""
    if len(line) < _SHORTEST_CHARS:
        return set()
    start = "".join(targets).find(line)
    if start < 0:
        # Something stands between the sentences that is none: those found whole must do.
        return {index for index, each in enumerate(targets) if _is_part(each, line)}
    found, position = set(), 0
    for index, each in enumerate(targets):
        if position < start + len(line) and start < position + len(each):
            found.add(index)
        position += len(each)
    return found


def _is_part(sentence: str, line: str) -> bool:
    return len(sentence) >= _SHORTEST_WHOLE_CHARS and sentence in line


def _folded(text: str) -> str:
    """Letters and digits only."""
    return "".join(_WORDS.findall(text.casefold()))
