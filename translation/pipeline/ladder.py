"""Gets the best translation of each segment that one engine can give, or keeps the source.

One call for all segments; only those that fail verification or the gate climb on, rung by rung.
A bad candidate never raises; errors of the engine itself do.
"""

from collections.abc import Callable, Sequence

from translation.engines.base import Candidate, Engine, Pair, Segment
from translation.pipeline.characters import estimated_tokens
from translation.pipeline.climb import Climb
from translation.pipeline.gate import Verdict
from translation.pipeline.outcome import Outcome, kept
from translation.pipeline.rungs import RUNGS, Rung

WITHOUT_TERMS = 0.5
"""What a good translation is worth that lacks terms, where no rung could force them."""

Watch = Callable[[Rung, Segment, Verdict], None]


def _unwatched(rung: Rung, segment: Segment, verdict: Verdict) -> None:
    """Nobody looks."""


def translate(
    segments: Sequence[Segment], *, engine: Engine, pair: Pair, watch: Watch = _unwatched
) -> list[Outcome]:
    """One outcome per segment, in order: translated, or kept with the reason of the last refusal.

    `watch` is told every verdict on the way. Raises what `engine.translate` raises
    (`translation.errors.EngineError`).
    """
    ladder = _Ladder(segments, Climb(engine, pair), watch)
    for rung in RUNGS:
        ladder.climb(rung)
    return [ladder.outcome(index) for index in range(len(segments))]


class _Ladder:
    """What is known about each segment, by its index, while the rungs are tried."""

    def __init__(self, segments: Sequence[Segment], climb: Climb, watch: Watch) -> None:
        self.segments = segments
        self.context = climb
        self.watch = watch
        self.found: dict[int, Outcome] = {}
        self.without_terms: dict[int, Outcome] = {}
        self.reasons: dict[int, str] = {}

    def climb(self, rung: Rung) -> None:
        """Try one rung for all segments that still need it."""
        open_ = [
            index
            for index, segment in enumerate(self.segments)
            if index not in self.found
            and rung.fits(self.context, segment, self.reasons.get(index, ""))
        ]
        if not open_:
            return
        answers = rung.attempt(self.context, [self.segments[index] for index in open_])
        for index, (candidate, verdict) in zip(open_, answers, strict=True):
            self.watch(rung, self.segments[index], verdict)
            self._note(index, candidate, verdict, rung.worth)

    def _note(self, index: int, candidate: Candidate, verdict: Verdict, worth: float) -> None:
        if verdict.passes:
            self.found[index] = _outcome(candidate, verdict.quality * worth)
        elif verdict.lacks_terms:
            poorer = _outcome(candidate, verdict.quality * worth * WITHOUT_TERMS, verdict.reason)
            self.without_terms.setdefault(index, poorer)
        else:
            self.reasons[index] = verdict.reason

    def outcome(self, index: int) -> Outcome:
        """The first that passed, else one that only lacks terms, else the source."""
        found = self.found.get(index) or self.without_terms.get(index)
        if found:
            return found
        tokens = estimated_tokens(self.segments[index].text)
        return kept(self.reasons.get(index, ""), tokens=tokens)


def _outcome(candidate: Candidate, quality: float, reason: str = "") -> Outcome:
    return Outcome(
        candidate.text,
        score=candidate.score,
        quality=quality,
        origin="machine",
        alignment=candidate.alignment,
        tokens=candidate.tokens or estimated_tokens(candidate.text),
        reason=reason,
    )
