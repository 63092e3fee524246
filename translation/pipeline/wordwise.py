"""Finds the words of a translation that a marked stretch of the source became.

Attention of small models is noisy: single words look at a neighbour, at an article, at the full
stop. So each word of the target votes for or against the mark, and the stretch with the best sum
wins. Words that both texts share belong together whatever the model looked at; full stops and the
like say nothing, and short words of the source say little.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from translation.engines.base import AlignedSpan
from translation.pipeline.characters import is_unspaced

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:['’\u200c\u200d][^\W_]+)*")
_SHORT = 3
"""Letters of words that mostly are articles, prepositions, pronouns."""
_SHORT_OUTSIDE = 0.6
_OUTSIDE = 1.5
"""How much more a character counts that looks outside: a mark too short is better than too long."""
_FEWEST_SHARED = 3


def best_stretch(
    source: str, span: Span, target: str, alignment: Sequence[AlignedSpan]
) -> Span | None:
    """The stretch of whole words of `target` that fits `span` of `source` best, or None."""
    candidates = list(words(target))
    votes = [0.0] * len(candidates)
    shared = _shared(source, target)
    has_long = any(b - a > _SHORT for a, b in words(source[span[0] : span[1]]))
    for number, (start, end) in enumerate(candidates):
        own = shared.get(target[start:end].casefold())
        if own is not None:
            votes[number] = (end - start) * (1.0 if _overlap(own, span) else -1.0)
        else:
            votes[number] = _vote(source, span, (start, end), alignment, has_long=has_long)
    best = _best_run(votes)
    return (candidates[best[0]][0], candidates[best[1]][1]) if best else None


def words(text: str) -> Iterator[Span]:
    """The words of a text; characters of scripts without blanks stand for themselves."""
    for match in _WORD.finditer(text):
        start = match.start()
        for position in range(*match.span()):
            if is_unspaced(text[position]):
                if position > start:
                    yield start, position
                yield position, position + 1
                start = position + 1
        if start < match.end():
            yield start, match.end()


def _shared(source: str, target: str) -> dict[str, Span]:
    """Words that stand exactly once in both texts, and where in the source."""
    ours = Counter(target[start:end].casefold() for start, end in words(target))
    places: dict[str, list[Span]] = {}
    for start, end in words(source):
        places.setdefault(source[start:end].casefold(), []).append((start, end))
    return {
        word: found[0]
        for word, found in places.items()
        if len(found) == ours[word] == 1 and len(word) >= _FEWEST_SHARED
    }


def _vote(
    source: str, span: Span, word: Span, alignment: Sequence[AlignedSpan], *, has_long: bool
) -> float:
    """Characters of the word that look into the span, less those that look elsewhere.

    A word that looks nowhere votes against; a short one that looks at a short one abstains, if
    the span has longer ones.
    """
    vote, seen = 0.0, False
    abstains = has_long and word[1] - word[0] <= _SHORT
    for aligned in alignment:
        covered = _overlap((aligned.target_start, aligned.target_end), word)
        if not covered or not _has_letters(source, aligned):
            continue
        seen = True
        short = _is_short(source, aligned)
        if not _overlap((aligned.source_start, aligned.source_end), span):
            vote -= covered * (_SHORT_OUTSIDE if short else _OUTSIDE)
        elif not (short and abstains):
            vote += covered
    return vote if seen else float(word[0] - word[1])


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _has_letters(source: str, aligned: AlignedSpan) -> bool:
    return any(map(str.isalnum, source[aligned.source_start : aligned.source_end]))


def _is_short(source: str, aligned: AlignedSpan) -> bool:
    """True where the source word to which the aligned piece belongs has few letters."""
    start, end = aligned.source_start, aligned.source_end
    while start > 0 and source[start - 1].isalnum():
        start -= 1
    while end < len(source) and source[end].isalnum():
        end += 1
    return end - start <= _SHORT and not is_unspaced(source[start])


def _best_run(votes: Sequence[float]) -> tuple[int, int] | None:
    """First and last of the neighbours with the largest sum above 0; the shortest of equals."""
    best: tuple[int, int] | None = None
    highest = total = 0.0
    start = 0
    for number, vote in enumerate(votes):
        if total <= 0:
            total, start = 0.0, number
        total += vote
        if total > highest:
            best, highest = (start, number), total
    return best
