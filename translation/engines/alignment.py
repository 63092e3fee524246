"""From attention between pieces to alignment between characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from translation.engines.base import AlignedSpan
from translation.engines.placeholders import Text
from translation.engines.tokenizers import Pieces, Span


def aligned(
    source: Pieces, target: Pieces, looked_at: Sequence[int], *, sent: Text, restored: Text
) -> Iterator[AlignedSpan]:
    """Which characters of the segment became which characters of the restored answer.

    `looked_at[i]` is the source piece that target piece i attended to most. Neighbouring pieces
    that looked at the same source piece are one span, as are the pieces of a code.
    """
    if source.spans is None or target.spans is None:
        return
    last: AlignedSpan | None = None
    for seen, (start, end) in _runs(target.spans, looked_at):
        if seen >= len(source.spans):
            continue
        from_start, from_end = _trim(source.text, source.spans[seen])
        to_start, to_end = _trim(target.text, (start, end))
        if from_start < from_end and to_start < to_end:
            span = AlignedSpan(
                sent.origin[from_start],
                sent.origin[from_end - 1] + 1,
                bisect_right(restored.origin, to_start) - 1,
                bisect_left(restored.origin, to_end),
            )
            if span != last:
                yield span
            last = span


def _runs(spans: Sequence[Span], looked_at: Sequence[int]) -> Iterator[tuple[int, Span]]:
    seen, start, end = -1, 0, 0
    for piece, span in zip(looked_at, spans, strict=False):
        if piece != seen:
            if seen >= 0:
                yield seen, (start, end)
            seen, start = piece, span[0]
        end = span[1]
    if seen >= 0:
        yield seen, (start, end)


def _trim(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
