"""Puts a text together again from the outcomes of its segments.

New contents are built as tokens and rendered by the renderer of originals. What fails a check
shows its source, marked: a segment whose atoms are not complete, then a run whose objects are
not, at last the whole text.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it.token import Token

from core.languages import direction
from translation.engines.base import Segment
from translation.pipeline.characters import SLOT
from translation.pipeline.checks import invents_address, same_blocks, same_objects
from translation.pipeline.clean import clean
from translation.pipeline.emit import Foreign, emit
from translation.pipeline.figures import same_figures
from translation.pipeline.fill import Filling, Target, fill, usable
from translation.pipeline.limits import TooLarge
from translation.pipeline.markdown import Document
from translation.pipeline.nodes import text_token
from translation.pipeline.outcome import UNCERTAIN_BELOW, Outcome
from translation.pipeline.render import Rendition, inline_text, render_document, render_plain

if TYPE_CHECKING:
    from translation.pipeline.plan import Plan, RunPlan


@dataclass(frozen=True, slots=True)
class Assembly:
    """A translation ready to be stored.

    `quality` is the mean over segments weighted by tokens (0 to 1, kept ones count 0),
    `mean_score` the weighted mean log-probability of machine segments, `kept` of `total`
    segments show their source.
    """

    html: str
    text: str
    quality: float
    uncertain: bool
    kept: int
    total: int
    mean_score: float | None


def assemble(plan: "Plan", outcomes: Sequence[Outcome]) -> Assembly:
    """The translation of `plan` from one outcome per segment. Raises ValueError for another
    number of outcomes."""
    if len(outcomes) != len(plan.segments):
        raise ValueError(f"{len(plan.segments)} segments, {len(outcomes)} outcomes")
    shown = {
        index: outcome
        for index, (segment, outcome) in enumerate(zip(plan.segments, outcomes, strict=True))
        if usable(outcome, segment) and _is_faithful(outcome, segment, plan)
    }
    assembler = _Assembler(plan, shown)
    return assembler.assembly(assembler.rendition())


def _is_faithful(outcome: Outcome, segment: Segment, plan: "Plan") -> bool:
    """True where the outcome keeps all numbers and names no address of its own.

    People may write a number as a word and may add a link.
    """
    if outcome.origin == "human":
        return True
    text = clean(outcome.text or "", segment)
    return not invents_address(segment.text, text) and same_figures(
        segment.text, plan.source_language, text, plan.target_language
    )


class _Assembler:
    """Builds one translation; `shown` shrinks where checks fail."""

    def __init__(self, plan: "Plan", shown: dict[int, Outcome]) -> None:
        self.plan = plan
        self.shown = shown
        self.foreign = Foreign(plan.source_language, direction(plan.source_language))
        self.rtl = direction(plan.target_language) == "rtl"

    def rendition(self) -> Rendition:
        """HTML and text; the source where the structure would change or the page grow too large."""
        if self.plan.document is None:
            return render_plain(self._target(self.plan.runs[0]).spelled())
        try:
            return self._rendered(self.plan.document)
        except TooLarge:
            # Marks of kept text would make it larger still: the original as it is.
            self.shown.clear()
            return render_document(self.plan.document)

    def _rendered(self, document: Document) -> Rendition:
        translated = self._tokens(document)
        if not same_blocks(document.tokens, translated):
            self.shown.clear()
            translated = self._tokens(document)
        return render_document(Document(translated, document.env))

    def _tokens(self, document: Document) -> list[Token]:
        alts = {key: self._target(run).spelled() for key, run in self.plan.alts.items()}
        tokens: list[Token] = []
        for token in document.tokens:
            run_plan = self.plan.runs.get(id(token))
            tokens.append(self._inline(token, run_plan, alts) if run_plan else token)
        return tokens

    def _inline(self, token: Token, run_plan: "RunPlan", alts: Mapping[int, str]) -> Token:
        """A copy of an inline token with new children, checked against the old ones."""
        original = token.children or []
        translated = copy(token)
        translated.children = self._children(run_plan, alts)
        if not self._is_complete(original, translated.children, run_plan):
            for slot in run_plan.slots:
                self.shown.pop(slot.segment, None)
            translated.children = self._children(run_plan, alts)
        return translated

    def _is_complete(
        self, original: Sequence[Token], translated: Sequence[Token], run_plan: "RunPlan"
    ) -> bool:
        """True where a run has the objects and, unless people wrote it, the numbers of before."""
        if not same_objects(original, translated):
            return False
        outcomes = (self.shown.get(slot.segment) for slot in run_plan.slots)
        if any(outcome and outcome.origin == "human" for outcome in outcomes):
            return True
        texts = (inline_text(original), inline_text(translated))
        plan = self.plan
        return same_figures(texts[0], plan.source_language, texts[1], plan.target_language)

    def _children(self, run_plan: "RunPlan", alts: Mapping[int, str]) -> list[Token]:
        target = self._target(run_plan)
        tokens = emit(
            target, lambda token: _copied(token, alts), foreign=self.foreign, rtl=self.rtl
        )
        for link in target.lost:
            source = run_plan.run.text[link.start : link.end].replace(SLOT, "")
            tokens += [text_token(" "), link.opening, text_token(source), link.closing]
        return tokens

    def _target(self, run_plan: "RunPlan") -> Target:
        fillings = [
            Filling(
                slot.start,
                slot.end,
                self.plan.segments[slot.segment],
                self.shown.get(slot.segment),
                slot.shouted,
            )
            for slot in run_plan.slots
        ]
        return fill(run_plan.run, fillings, self.plan.target_language)

    def assembly(self, rendition: Rendition) -> Assembly:
        """The rendition with what is known about its quality."""
        total = len(self.plan.segments)
        weights = {index: self.plan.weight(index) for index in range(total)}
        quality = _mean((weights[i], self._quality(i)) for i in range(total))
        scored = ((weights[i], o.score) for i, o in self.shown.items() if o.score is not None)
        return Assembly(
            html=rendition.html,
            text=rendition.text,
            quality=1.0 if quality is None else quality,
            uncertain=quality is not None and quality < UNCERTAIN_BELOW,
            kept=total - len(self.shown),
            total=total,
            mean_score=_mean(scored),
        )

    def _quality(self, index: int) -> float:
        return self.shown[index].quality if index in self.shown else 0.0


def _copied(token: Token, alts: Mapping[int, str]) -> Token:
    """The token itself, or, for a picture, a copy with the translated description."""
    alt = alts.get(id(token))
    if alt is None:
        return token
    picture = copy(token)
    picture.attrs = dict(token.attrs)
    picture.children = [text_token(alt)]
    return picture


def _mean(weighted: Iterable[tuple[int, float]]) -> float | None:
    """The weighted mean, None of nothing."""
    pairs = list(weighted)
    weight = sum(weight for weight, _value in pairs)
    return sum(weight * value for weight, value in pairs) / weight if weight else None
