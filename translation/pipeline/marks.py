"""Where a mark of the source lies in the translation of a segment.

With an alignment the characters that correspond decide; without one the marked words themselves
are looked for, and else the same share of the text is taken. A mark is never lost. All offsets
are of characters, atoms counting as one.
"""

from collections.abc import Sequence

from translation.engines.base import AlignedSpan, atom_index
from translation.pipeline.characters import is_word_border
from translation.pipeline.wordwise import best_stretch, words

Span = tuple[int, int]


def project(source: str, span: Span, target: str, alignment: Sequence[AlignedSpan] | None) -> Span:
    """The non-empty part of `target` (not empty itself) that corresponds to `source[span]`."""
    if span == (0, len(source)):
        return 0, len(target)
    found = _aligned(source, span, target, alignment) if alignment else None
    if found is None:
        found = _verbatim(source, span, target) or _proportional(source, span, target)
    found = _trimmed(source, span, target, found)
    found = _widened(source, span, target, found)
    return _with_atoms(source, span, target, found)


def _aligned(source: str, span: Span, target: str, alignment: Sequence[AlignedSpan]) -> Span | None:
    """The stretch of `target` that is aligned with the span, by words.

    By characters where the alignment is exact or the span begins or ends inside a word.
    """
    whole_words = is_word_border(source, span[0]) and is_word_border(source, span[1])
    exact = all(aligned.source_end - aligned.source_start == 1 for aligned in alignment)
    if whole_words and not exact:
        return best_stretch(source, span, target, alignment)
    return _by_characters(span, target, alignment)


def _by_characters(span: Span, target: str, alignment: Sequence[AlignedSpan]) -> Span | None:
    """The largest stretch of `target` whose characters are aligned with the span."""
    parts = sorted(
        (aligned.target_start, min(aligned.target_end, len(target)))
        for aligned in alignment
        if aligned.source_start < span[1] and aligned.source_end > span[0]
    )
    return max(_stretches(parts, target), key=lambda s: s[1] - s[0], default=None)


def _stretches(parts: Sequence[Span], target: str) -> list[Span]:
    """The parts, given in order, joined where they touch or only blanks lie between them."""
    stretches: list[Span] = []
    for start, end in parts:
        if start >= end:
            continue
        if stretches and not target[stretches[-1][1] : start].strip():
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
        else:
            stretches.append((start, end))
    return stretches


def _verbatim(source: str, span: Span, target: str) -> Span | None:
    """Where the marked words stand unchanged, nearest to their relative place."""
    wanted = source[span[0] : span[1]]
    expected = span[0] / len(source) * len(target)
    before = target.rfind(wanted, 0, int(expected) + len(wanted))
    after = target.find(wanted, int(expected) + 1)
    places = [place for place in (before, after) if place >= 0]
    nearest = min(places, key=lambda place: abs(place - expected), default=None)
    return None if nearest is None else (nearest, nearest + len(wanted))


def _proportional(source: str, span: Span, target: str) -> Span:
    """The same share of the text: the words whose middle lies in it, else its characters."""
    share = len(target) / len(source)
    start = min(round(span[0] * share), len(target) - 1)
    end = max(start + 1, min(round(span[1] * share), len(target)))
    middles = [(a, b) for a, b in words(target) if start <= (a + b) / 2 <= end]
    return (middles[0][0], middles[-1][1]) if middles else (start, end)


def _trimmed(source: str, span: Span, target: str, found: Span) -> Span:
    """`found` without blanks at its ends, where the source mark has none there either."""
    start, end = found
    if not target[start:end].strip():
        return found
    while target[start].isspace() and not source[span[0]].isspace():
        start += 1
    while target[end - 1].isspace() and not source[span[1] - 1].isspace():
        end -= 1
    return start, end


def _widened(source: str, span: Span, target: str, found: Span) -> Span:
    """`found` up to the borders of words, on those sides where the source mark has them."""
    start, end = found
    if is_word_border(source, span[0]):
        while not is_word_border(target, start):
            start -= 1
    if is_word_border(source, span[1]):
        while not is_word_border(target, end):
            end += 1
    return start, end


def _with_atoms(source: str, span: Span, target: str, found: Span) -> Span:
    """`found`, enlarged by the atoms that the mark encloses in the source."""
    start, end = found
    for character in source[span[0] : span[1]]:
        if atom_index(character) is not None:
            position = target.find(character)
            if position >= 0:
                start, end = min(start, position), max(end, position + 1)
    return start, end
