"""Gets the best translation of each segment that one engine can give, or keeps the source.

One call for all segments; only those that fail verification or the gate climb on, rung by rung.
A bad candidate never raises; errors of the engine itself do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translation.engines.base import Candidate, Effort, Engine, Pair, Segment
from translation.pipeline.characters import estimated_tokens
from translation.pipeline.clean import cleaned
from translation.pipeline.gate import Verdict, judge
from translation.pipeline.outcome import Outcome, kept
from translation.pipeline.parts import Cut, between_atoms, by_clauses, joined

Answer = tuple[Candidate, Verdict]


@dataclass(frozen=True, slots=True)
class Climb:
    """What the rungs share: one engine, one pair."""

    engine: Engine
    pair: Pair

    def ask(
        self, segments: Sequence[Segment], effort: Effort = Effort.GREEDY, form: int = 0
    ) -> list[Answer]:
        """For each segment the first candidate that passes, else the engine's best one."""
        if not segments:
            return []
        answers = self.engine.translate(segments, self.pair, effort=effort, form=form)
        return [
            self._choose(segment, candidates)
            for segment, candidates in zip(segments, answers, strict=True)
        ]

    def _choose(self, segment: Segment, candidates: Sequence[Candidate]) -> Answer:
        judged: list[Answer] = []
        for candidate in candidates:
            neat = cleaned(candidate, segment)
            judged.append((neat, self.judge(segment, neat)))
            if judged[-1][1].passes:
                return judged[-1]
        return judged[0] if judged else (Candidate(""), Verdict(0.0, "empty"))

    def judge(self, segment: Segment, candidate: Candidate) -> Verdict:
        return judge(segment, candidate, self.pair, gated=self.engine.gated)


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to try. `suits` says for which segments (all without it), `worth` lowers quality."""

    name: str
    attempt: Callable[[Climb, Sequence[Segment]], list[Answer]]
    suits: Callable[[Climb, Segment], bool] | None = None
    worth: float = 1.0

    def fits(self, climb: Climb, segment: Segment) -> bool:
        return self.suits is None or self.suits(climb, segment)


def _greedy(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return climb.ask(segments)


def _beam(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return climb.ask(segments, Effort.BEAM)


def _other_forms(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    """Every other form of placeholder in turn, for those that no earlier form saved."""
    answers: dict[int, Answer] = {}
    for form in range(1, climb.engine.forms(climb.pair)):
        open_ = [i for i in range(len(segments)) if i not in answers or not answers[i][1].passes]
        tried = climb.ask([segments[i] for i in open_], Effort.BEAM, form)
        answers.update(zip(open_, tried, strict=True))
    return [answers[i] for i in range(len(segments))]


def _no_repeat(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return climb.ask(segments, Effort.NO_REPEAT)


def _clauses(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return _in_parts(climb, segments, by_clauses)


def _chunks(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return _in_parts(climb, segments, between_atoms)


def _in_parts(
    climb: Climb, segments: Sequence[Segment], cut: Callable[[Segment], Cut]
) -> list[Answer]:
    """Parts of all segments in one call, joined again; one bad part fails its segment."""
    cuts = [cut(segment) for segment in segments]
    answers = iter(climb.ask([part for c in cuts for part in c.segments]))
    result: list[Answer] = []
    for segment, parts in zip(segments, cuts, strict=True):
        own = [next(answers) for _part in parts.segments]
        whole = joined(parts, [candidate for candidate, _verdict in own])
        failed = next((verdict for _candidate, verdict in own if not verdict.passes), None)
        result.append((whole, failed or climb.judge(segment, whole)))
    return result


def _has_atoms(_climb: Climb, segment: Segment) -> bool:
    return bool(segment.atoms)


def _has_other_forms(climb: Climb, segment: Segment) -> bool:
    return bool(segment.atoms) and climb.engine.forms(climb.pair) > 1


def _has_clauses(_climb: Climb, segment: Segment) -> bool:
    return len(by_clauses(segment).segments) > 1


RUNGS: tuple[Rung, ...] = (
    Rung("greedy", _greedy),
    Rung("beam", _beam),
    Rung("other forms", _other_forms, _has_other_forms),
    Rung("no repeat", _no_repeat),
    Rung("clauses", _clauses, _has_clauses, worth=0.9),
    Rung("chunks", _chunks, _has_atoms, worth=0.8),
)


def translate(segments: Sequence[Segment], *, engine: Engine, pair: Pair) -> list[Outcome]:
    """One outcome per segment, in order: translated, or kept with the reason of the last refusal.

    Raises what `engine.translate` raises (`translation.errors.EngineError`).
    """
    climb = Climb(engine, pair)
    outcomes: dict[int, Outcome] = {}
    reasons: dict[int, str] = {}
    for rung in RUNGS:
        open_ = [i for i, s in enumerate(segments) if i not in outcomes and rung.fits(climb, s)]
        answers = rung.attempt(climb, [segments[i] for i in open_]) if open_ else []
        for index, (candidate, verdict) in zip(open_, answers, strict=True):
            if verdict.passes:
                outcomes[index] = _outcome(candidate, verdict.quality * rung.worth)
            else:
                reasons[index] = verdict.reason
    return [
        outcomes.get(i) or kept(reasons.get(i, ""), tokens=estimated_tokens(segment.text))
        for i, segment in enumerate(segments)
    ]


def _outcome(candidate: Candidate, quality: float) -> Outcome:
    return Outcome(
        candidate.text,
        score=candidate.score,
        quality=quality,
        origin="machine",
        alignment=candidate.alignment,
        tokens=candidate.tokens or estimated_tokens(candidate.text),
    )
