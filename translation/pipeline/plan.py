"""What of a text is to be translated.

`make_plan` parses once; `plan.segments` goes to memory and engines; `plan.assemble` hands their
outcomes to `assemble`. Knows no engine and no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from translation.engines.base import Segment
from translation.pipeline.assemble import Assembly, assemble
from translation.pipeline.atoms import SEPARATORS
from translation.pipeline.characters import estimated_tokens
from translation.pipeline.flatten import Run, flatten, flatten_plain
from translation.pipeline.glossary import NO_GLOSSARY, Glossary
from translation.pipeline.markdown import Document, check_length, parse
from translation.pipeline.outcome import Outcome, make_segment
from translation.pipeline.peel import fold_capitals, peel
from translation.pipeline.render import Format
from translation.pipeline.sentences import sentence_spans

PIPELINE_VERSION = 3
"""Rises when the same text gives other segments or other assembled translations."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The part `start:end` of a run that segment number `segment` of the plan translates.

    `shouted` parts were in capitals and get them back.
    """

    start: int
    end: int
    segment: int
    shouted: bool


@dataclass(frozen=True, slots=True)
class RunPlan:
    """A run and its slots, in order and without overlap."""

    run: Run
    slots: tuple[Slot, ...]


@dataclass(slots=True)
class Plan:
    """The plan of one text for one pair of languages.

    `runs` belong to inline tokens and `alts` to pictures, both by the token's identity.
    """

    source: str
    format: Format
    source_language: str
    target_language: str
    document: Document | None = None
    runs: dict[int, RunPlan] = field(default_factory=dict)
    alts: dict[int, RunPlan] = field(default_factory=dict)
    segments: tuple[Segment, ...] = ()

    def weight(self, index: int) -> int:
        """Estimated tokens of a segment: how much it counts in the quality of the text."""
        return estimated_tokens(self.segments[index].text)

    def assemble(self, outcomes: Sequence[Outcome]) -> Assembly:
        """The translation from one outcome per segment, in the order of `segments`.

        Raises ValueError for another number of outcomes; never for what they say.
        """
        return assemble(self, outcomes)


def make_plan(
    source: str,
    format: Format,
    source_language: str,
    target_language: str,
    glossary: Glossary = NO_GLOSSARY,
) -> Plan:
    """Plan the translation of a text. Languages are canonical BCP 47 codes; `glossary` is the
    one of this pair.

    Raises TooLong, TooDeep, TooWide or TooLarge (all `core.errors.InvalidInput`).
    """
    plan = Plan(source, format, source_language, target_language)
    planner = _Planner(source_language, glossary)
    if format == "plain":
        check_length(source)
        plan.runs[0] = planner.plan(flatten_plain(source))
    else:
        plan.document = parse(source)
        _plan_document(plan, plan.document, planner)
    plan.segments = tuple(planner.segments)
    return plan


def _plan_document(plan: Plan, document: Document, planner: "_Planner") -> None:
    for token in document.tokens:
        children = token.children or []
        if token.type != "inline" or not children:
            continue
        plan.runs[id(token)] = planner.plan(flatten(children))
        for child in children:
            if child.type == "image" and _is_simple(child.children or ()):
                plan.alts[id(child)] = planner.plan(flatten(child.children or []))


def _is_simple(children: Sequence[Token]) -> bool:
    """True for the description of a picture that holds nothing but words."""
    types = {child.type for child in children}
    return bool(types) and types <= {"text", "softbreak"}


class _Planner:
    """Numbers the segments of a text while its runs are planned."""

    def __init__(self, language: str, glossary: Glossary) -> None:
        self.language = language
        self.glossary = glossary
        self.segments: list[Segment] = []

    def plan(self, run: Run) -> RunPlan:
        separators = [at for at, atom in run.atoms.items() if atom.kind in SEPARATORS]
        slots: list[Slot] = []
        for span in sentence_spans(run.text, self.language, separators):
            inner = peel(run.text, span)
            if inner:
                slots.append(self._slot(run, *inner))
        return RunPlan(run, tuple(slots))

    def _slot(self, run: Run, start: int, end: int) -> Slot:
        original = run.text[start:end].replace("\n", " ")
        folded = fold_capitals(original, self.language)
        text = folded or original
        atoms = [run.atoms[at].text for at in range(start, end) if at in run.atoms]
        self.segments.append(make_segment(text, atoms, self.glossary.terms_in(text)))
        return Slot(start, end, len(self.segments) - 1, folded is not None)
