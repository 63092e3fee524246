"""One engine asked for one pair, its candidates cleaned, judged and chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from translation.engines.base import Candidate, Effort, Engine, Pair, Segment
from translation.pipeline.clean import cleaned
from translation.pipeline.gate import Verdict, judge

Answer = tuple[Candidate, Verdict]
Attempt = Callable[["Climb", Sequence[Segment]], list[Answer]]
"""Gets one answer for each segment, whether it passes or not."""

NOTHING: Answer = (Candidate(""), Verdict(0.0, "empty"))


@dataclass(frozen=True, slots=True)
class Climb:
    """What the rungs share: one engine, one pair."""

    engine: Engine
    pair: Pair

    def ask(
        self, segments: Sequence[Segment], effort: Effort = Effort.QUICK, form: int = 0
    ) -> list[Answer]:
        """For each segment the first candidate that passes, else the first that lacks nothing but
        terms, else the engine's best one."""
        if not segments:
            return []
        chosen = {
            number: self._choose(segments[number], candidates)
            for number, candidates in self.engine.stream(
                segments, self.pair, effort=effort, form=form
            )
        }
        return [chosen[number] for number in range(len(segments))]

    def _choose(self, segment: Segment, candidates: Iterable[Candidate]) -> Answer:
        judged: list[Answer] = []
        for candidate in candidates:
            neat = cleaned(candidate, segment)
            judged.append((neat, self.judge(segment, neat)))
            if judged[-1][1].passes:
                return judged[-1]
        return next((one for one in judged if one[1].lacks_terms), judged[0] if judged else NOTHING)

    def judge(self, segment: Segment, candidate: Candidate) -> Verdict:
        engine = self.engine
        return judge(segment, candidate, self.pair, gated=engine.gated, family=engine.family)
