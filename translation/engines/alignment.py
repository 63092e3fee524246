"""From attention between pieces to alignment between characters.

Most alignments are never looked at: they matter where a segment has marks, or goes on to another
language. So they are made when somebody does (a twentieth of the time of a small model).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from translation.engines.base import AlignedSpan
from translation.engines.placeholders import Text
from translation.engines.tokenizers import Pieces, Span

Place = Span | None
"""The characters of the segment that a piece stands for, None where it is only white space."""


class Alignment(Sequence[AlignedSpan]):
    """The spans that `make` makes when they are first looked at."""

    def __init__(self, make: Callable[[], Iterable[AlignedSpan]]) -> None:
        self._make = make

    @cached_property
    def _spans(self) -> tuple[AlignedSpan, ...]:
        return tuple(self._make())

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, index: int) -> AlignedSpan: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[AlignedSpan]: ...
    def __getitem__(self, index: int | slice) -> AlignedSpan | Sequence[AlignedSpan]:
        return self._spans[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._spans == tuple(other)

    def __hash__(self) -> int:
        return hash(self._spans)


def places(source: Pieces, sent: Text, offset: int) -> list[Place]:
    """Where each piece of a part lies in its segment.

    `sent` is the part with codes for atoms; it begins at `offset` in the segment.
    """
    text, origin = source.text, sent.origin
    found: list[Place] = []
    for span in source.spans or ():
        start, end = _trim(text, *span)
        inside = start < end
        found.append((origin[start] + offset, origin[end - 1] + 1 + offset) if inside else None)
    return found


def aligned(
    source: Sequence[Place],
    target: Pieces,
    looked_at: Sequence[int],
    *,
    restored: Text,
    offset: int,
) -> list[AlignedSpan]:
    """Which characters of the segment became which characters of the answer.

    `looked_at[i]` is the source piece that target piece i attended to most. Neighbouring pieces
    that looked at the same source piece are one span, as are the pieces of a code. `restored` is
    the text of `target` with atoms instead of codes; it begins at `offset` in the whole answer.
    """
    found: list[AlignedSpan] = []
    last = None
    for seen, start, end in _runs(target.spans or (), looked_at):
        place = source[seen] if seen < len(source) else None
        start, end = _trim(target.text, start, end)
        if place is None or start >= end:
            continue
        span = (*place, *_restored(restored, start, end))
        if span != last:
            found.append(AlignedSpan(span[0], span[1], span[2] + offset, span[3] + offset))
        last = span
    return found


def _restored(restored: Text, start: int, end: int) -> Span:
    """The characters of the restored text that these of the answer became."""
    origin = restored.origin
    if isinstance(origin, range):  # There were no codes: nothing has moved.
        return start, end
    return bisect_right(origin, start) - 1, bisect_left(origin, end)


def _runs(spans: Sequence[Span], looked_at: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The piece looked at, and the characters from the first to the last piece that did."""
    seen, start, end = -1, 0, 0
    for piece, span in zip(looked_at, spans, strict=False):
        if piece != seen:
            if seen >= 0:
                yield seen, start, end
            seen, start = piece, span[0]
        end = span[1]
    if seen >= 0:
        yield seen, start, end


def _trim(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    inside = text[start:end]
    core = inside.strip()
    if len(core) == len(inside):
        return start, end
    start += len(inside) - len(inside.lstrip())
    return start, start + len(core)
