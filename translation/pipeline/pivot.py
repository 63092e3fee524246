"""Two hops as one: what comes out of German to English to Spanish.

The first hop's text is the second's source; scores and alignments are those of the chain.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from translation.engines.base import AlignedSpan, Segment
from translation.pipeline.outcome import Alignment, Origin, Outcome

_RANK: tuple[Origin, ...] = ("human", "memory", "machine", "copied", "kept")


def onward(segment: Segment, outcome: Outcome) -> Segment | None:
    """The segment of the next hop, or None where the first hop kept its source."""
    if outcome.is_kept or outcome.text is None:
        return None
    return Segment(outcome.text, segment.atoms)


def compose(first: Outcome, second: Outcome) -> Outcome:
    """The outcome of both hops: no better than the weaker of them, kept where either is."""
    if first.is_kept:
        return first
    if second.is_kept:
        return second
    return Outcome(
        second.text,
        score=min((s for s in (first.score, second.score) if s is not None), default=None),
        quality=min(first.quality, second.quality),
        origin=max(first.origin, second.origin, key=_RANK.index),
        alignment=compose_alignments(first.alignment, second.alignment),
        tokens=second.tokens,
        reason=second.reason or first.reason,
    )


def compose_alignments(first: Alignment | None, second: Alignment | None) -> Alignment | None:
    """Source characters to target characters by way of the pivot; None where either is."""
    if first is None or second is None:
        return None
    return tuple(dict.fromkeys(_linked(first, second)))


def _linked(first: Alignment, second: Alignment) -> Iterator[AlignedSpan]:
    ordered = sorted(second, key=lambda span: span.source_start)
    ends = [span.source_end for span in ordered]
    rising = all(a <= b for a, b in pairwise(ends))
    for span in first:
        # Spans of `second` that end before this one begins need no look, if ends rise.
        begin = bisect_left(ends, span.target_start + 1) if rising else 0
        for link in ordered[begin:]:
            if link.source_start >= span.target_end:
                break
            if link.source_end > span.target_start:
                yield AlignedSpan(
                    span.source_start, span.source_end, link.target_start, link.target_end
                )
