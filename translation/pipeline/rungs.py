"""The ways to get a translation from an engine, from the cheapest to the last resort."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translation.engines.base import Candidate, Effort, Segment
from translation.pipeline.characters import has_letters
from translation.pipeline.climb import Answer, Attempt, Climb
from translation.pipeline.gate import Verdict
from translation.pipeline.parts import Cut, between_atoms, by_clauses, joined
from translation.pipeline.terms import shelter

OTHER_FORMS = 2
"""So many forms beside the best are tried: each later one saves fewer than one segment in six, and
five of them took a third of all the time."""

LOST = frozenset({"atoms", "numbers"})
"""Refusals that other placeholders cure, at once nearly half of them; a beam seldom does what
they did not, for four times their price (docs/decisions/0015)."""
REPEATED = frozenset({"loop", "copied", "length", "quality", "score"})
"""Refusals that a penalty on repetition may cure; lost atoms it does not bring back."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to try. `suits` says for which segments, given the reason of the last refusal (for
    all without it); `worth` lowers quality."""

    name: str
    attempt: Attempt
    suits: Callable[[Climb, Segment, str], bool] | None = None
    worth: float = 1.0

    def fits(self, climb: Climb, segment: Segment, reason: str) -> bool:
        return self.suits is None or self.suits(climb, segment, reason)


def _quick(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return climb.ask(segments)


def _beam(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return climb.ask(segments, Effort.BEAM)


def _other_forms(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return _by_forms(climb, segments, range(1, OTHER_FORMS + 1), Effort.QUICK)


def _any_form(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    return _by_forms(climb, segments, range(OTHER_FORMS + 1), Effort.BEAM)


def _by_forms(
    climb: Climb, segments: Sequence[Segment], forms: range, effort: Effort
) -> list[Answer]:
    """The forms of placeholder in turn, for those that no earlier form saved."""
    answers: dict[int, Answer] = {}
    for form in forms[: climb.engine.forms(climb.pair) - forms.start]:
        open_ = [i for i in range(len(segments)) if i not in answers or not answers[i][1].passes]
        tried = climb.ask([segments[i] for i in open_], effort, form)
        answers.update(zip(open_, tried, strict=True))
    return [answers[i] for i in range(len(segments))]


def _only_terms(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
    """What consists of terms is known; no model is asked."""
    return [(Candidate(segment.text), Verdict(1.0)) for segment in segments]


def _sheltered(attempt: Attempt) -> Attempt:
    """The same attempt with terms as further atoms, which become what the glossary says."""

    def attempt_sheltered(climb: Climb, segments: Sequence[Segment]) -> list[Answer]:
        shelters = [shelter(segment) for segment in segments]
        answers = attempt(climb, [one.segment for one in shelters])
        result: list[Answer] = []
        for one, (candidate, verdict) in zip(shelters, answers, strict=True):
            restored = one.restored(candidate)
            passes = verdict.passes
            result.append((restored, climb.judge(one.original, restored) if passes else verdict))
        return result

    return attempt_sheltered


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


def _lost_atoms(climb: Climb, segment: Segment, reason: str) -> bool:
    return reason in LOST and bool(segment.atoms) and climb.engine.forms(climb.pair) > 1


def _may_do_better(climb: Climb, segment: Segment, reason: str) -> bool:
    return climb.engine.tries_harder and not _lost_atoms(climb, segment, reason)


def _repeats(climb: Climb, _segment: Segment, reason: str) -> bool:
    return climb.engine.tries_harder and reason in REPEATED


def _has_atoms(_climb: Climb, segment: Segment, _reason: str) -> bool:
    return bool(segment.atoms or segment.terms)


def _has_terms(_climb: Climb, segment: Segment, _reason: str) -> bool:
    return bool(segment.terms)


def _has_nothing_else(_climb: Climb, segment: Segment, _reason: str) -> bool:
    return bool(segment.terms) and not has_letters(shelter(segment).segment.text)


def _has_clauses(_climb: Climb, segment: Segment, _reason: str) -> bool:
    return len(by_clauses(segment).segments) > 1


RUNGS: tuple[Rung, ...] = (
    Rung("only terms", _sheltered(_only_terms), _has_nothing_else),
    Rung("quick", _quick),
    Rung("other forms", _other_forms, _lost_atoms),
    Rung("beam", _beam, _may_do_better),
    Rung("terms", _sheltered(_any_form), _has_terms, worth=0.9),
    Rung("no repeat", _no_repeat, _repeats),
    Rung("clauses", _clauses, _has_clauses, worth=0.9),
    Rung("chunks", _sheltered(_chunks), _has_atoms, worth=0.8),
)
