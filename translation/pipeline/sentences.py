"""Cuts the text of a run into sentences, by offset, so that nothing between them is lost.

Sentences end where sentencex says, at atoms that separate, and, when too long for a model, at
borders of clauses. Never changes a character.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from unicodedata import category

import sentencex  # type: ignore[import-untyped]

from translation.borders import CLAUSE_END
from translation.pipeline.characters import CHARS_PER_TOKEN, estimated_tokens
from translation.pipeline.limits import MAX_SEGMENT_TOKENS

Span = tuple[int, int]

WINDOW_CHARS = 4000
_BLANK = re.compile(r"\s")
_MOST_SIGNS = 16
"""More signs on one letter than any script writes."""


def sentence_spans(text: str, language: str, separators: Iterable[int]) -> Iterator[Span]:
    """Offsets of the sentences of `text`, in order, covering everything but the separators.

    `language` is a BCP 47 code; unknown ones are split by general rules. Blanks after a sentence
    belong to it.
    """
    position = 0
    for separator in [*sorted(separators), len(text)]:
        for start, end in _sentences(text[position:separator], language):
            yield from capped(text, (position + start, position + end))
        position = separator + 1


def _sentences(text: str, language: str) -> Iterator[Span]:
    """The sentences of `text`, by windows: sentencex slows down with the square of the length."""
    position = 0
    while position < len(text):
        window = text[position : position + WINDOW_CHARS]
        lengths = [len(s) for s in sentencex.segment(language.split("-")[0], window)]
        if position + len(window) < len(text) and len(lengths) > 1:
            lengths.pop()  # It may go on in the next window.
        for length in lengths or [len(window)]:
            yield position, position + length
            position += length


def capped(text: str, span: Span, limit: int = MAX_SEGMENT_TOKENS) -> Iterator[Span]:
    """The span in pieces of at most `limit` estimated tokens, cut where a clause ends."""
    start, end = span
    widest = limit * CHARS_PER_TOKEN
    while end - start > widest or estimated_tokens(text[start:end]) > limit:
        cut = start + _cut(text[start : min(end, start + widest)], limit)
        yield start, cut
        start = cut
    yield start, end


def clauses(text: str) -> list[Span]:
    """The clauses of one sentence, each with its final mark; one span where there is only one."""
    cuts = [match.end() for match in CLAUSE_END.finditer(text)]
    borders = [0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    return [(a, b) for a, b in pairwise(borders) if b > a]


def _cut(text: str, limit: int) -> int:
    """Where to cut `text` so that the first piece fits: after a clause, a word, or anywhere."""
    room = _chars_that_fit(text, limit)
    for pattern in (CLAUSE_END, _BLANK):
        cuts = [match.end() for match in pattern.finditer(text, 0, room)]
        if cuts and cuts[-1] >= room // 4:
            return cuts[-1]
    return _between_letters(text, room)


def _between_letters(text: str, position: int) -> int:
    """`position`, or a little before, where no letter is parted from its signs."""
    for cut in range(position, max(position - _MOST_SIGNS, 0), -1):
        if cut == len(text) or not (_is_sign(text[cut]) or text[cut - 1] == "\u200d"):
            return cut
    return position


def _is_sign(character: str) -> bool:
    """True for vowel signs, tone marks, joiners and selectors."""
    return category(character)[0] == "M" or character in "\u200c\u200d"


def _chars_that_fit(text: str, limit: int) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if estimated_tokens(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low
