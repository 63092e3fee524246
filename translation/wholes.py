"""A translation made as a whole, taken apart into the sentences of its original. Pure."""

from core import languages
from translation.correction_errors import CorrectionRefused
from translation.engines.base import Segment
from translation.pipeline import Plan, make_plan
from translation.spelling import spelled


def in_sentences(plan: Plan, target: str) -> list[tuple[str, str]]:
    """Pairs of a sentence of the planned text and its translation in `target`, as they read.

    Raises CorrectionRefused where both do not have the same number of sentences, and what
    `make_plan` raises.
    """
    limit = 4 * len(plan.source) + 200 * len(plan.segments)
    if len(target) > limit:
        raise CorrectionRefused(fields={"segments": f"≤ {limit}"})
    made = make_plan(target, plan.format, plan.target_language, languages.UNKNOWN)
    if len(made.segments) != len(plan.segments):
        counts = f"{len(made.segments)} ≠ {len(plan.segments)}"
        raise CorrectionRefused(fields={"segments": counts})
    pairs = zip(plan.segments, made.segments, strict=True)
    return [(_read(source), _read(segment)) for source, segment in pairs]


def _read(segment: Segment) -> str:
    return spelled(segment.text, segment.atoms)
