"""What people proposed about the translation of a text, and what it would look like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db.models import Count, Q, QuerySet

from core import languages
from core.errors import NotFound
from translation.correcting import longest, present_of, source_of
from translation.correction_errors import LanguageNotOffered, NothingToTranslate
from translation.models import Correction, Text, Translation
from translation.pipeline import Assembly, Outcome, kept
from translation.pipeline.outcome import UNCERTAIN_BELOW
from translation.routing import best_route, target_codes
from translation.sentences import Sentence, sentences_of
from translation.spelling import pieces, spelled
from translation.translating import plan_of

HISTORY_SHOWN = 100

Origin: TypeAlias = Literal["human", "machine", "uncertain", "none"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction with its votes. `vote` is the viewer's own, None where there is none."""

    correction: Correction
    agree: int
    disagree: int
    vote: bool | None

    @property
    def source(self) -> str:
        return spelled(self.correction.source, self.correction.atoms)

    @property
    def before(self) -> str:
        return spelled(self.correction.before, self.correction.atoms)

    @property
    def target(self) -> str:
        return spelled(self.correction.target, self.correction.atoms)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of a text, its present translation and what is proposed instead."""

    sentence: Sentence
    proposals: tuple[Proposal, ...] = ()

    @property
    def key(self) -> str:
        return self.sentence.source_key

    @property
    def source(self) -> str:
        return source_of(self.sentence)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The original in pieces; True for those that must stay as they are."""
        return pieces(self.sentence.segment.text, self.sentence.segment.atoms)

    @property
    def longest(self) -> int:
        """How many characters a translation may have."""
        return longest(self.sentence)

    @property
    def present(self) -> str:
        return spelled(present_of(self.sentence), self.sentence.segment.atoms)

    @property
    def quality(self) -> float | None:
        """Of the present translation, 0 to 1."""
        return self.sentence.outcome.quality if self.sentence.outcome else None

    @property
    def percent(self) -> int | None:
        """The same for people; None where it says nothing (nothing is there, or people made it)."""
        judged = self.quality is not None and self.origin in {"machine", "uncertain"}
        return round(100 * self.quality) if judged and self.quality is not None else None

    @property
    def origin(self) -> Origin:
        outcome = self.sentence.outcome
        if outcome is None or outcome.is_kept:
            return "none"
        if outcome.origin == "human":
            return "human"
        return "uncertain" if outcome.quality < UNCERTAIN_BELOW else "machine"


def target_language(text: Text, wanted: str) -> str:
    """The language of the translation that readers of `wanted` get: regional readers share one.

    Raises InvalidLanguage, NothingToTranslate and LanguageNotOffered.
    """
    wanted = languages.canonical(wanted)
    if languages.UNKNOWN in (wanted, text.language) or languages.serves(text.language, wanted):
        raise NothingToTranslate
    codes = target_codes(wanted)
    rows = Translation.objects.filter(text=text, language__in=codes)
    existing = set(rows.values_list("language", flat=True))
    found = next((code for code in codes if code in existing), None)
    if found:
        return found
    _check_offered(text, wanted)
    route = best_route(text.language, wanted)
    return route.languages[-1] if route else wanted


def _check_offered(text: Text, wanted: str) -> None:
    of_community = text.community.languages if text.community else []
    offered = of_community or [language.code for language in languages.offered()]
    if not any(languages.serves(code, wanted) for code in offered):
        raise LanguageNotOffered


def rows_of(text: Text, language: str, member_id: int | None) -> list[Row]:
    """The sentences of the present version of `text` with open proposals, in order."""
    proposals: dict[str, list[Proposal]] = {}
    for proposal in proposals_of(text, language, member_id, states=[Correction.State.PROPOSED]):
        proposals.setdefault(proposal.correction.source_key, []).append(proposal)
    return [
        Row(sentence, tuple(proposals.get(sentence.source_key, ())))
        for sentence in sentences_of(text, language)
    ]


def history_of(text: Text, language: str, member_id: int | None) -> list[Proposal]:
    """What was decided or withdrawn, the newest first."""
    decided = [state for state in Correction.State if state != Correction.State.PROPOSED]
    return proposals_of(text, language, member_id, states=decided, most=HISTORY_SHOWN)


def proposals_of(
    text: Text,
    language: str,
    member_id: int | None,
    *,
    states: Sequence[str] = (),
    most: int | None = None,
) -> list[Proposal]:
    """Corrections of a text into a language with their votes, the newest first (`most` of them)."""
    rows = Correction.objects.filter(text=text, target_language=language)
    if states:
        rows = rows.filter(state__in=states)
    return [_proposal(row) for row in _with_votes(rows, member_id).order_by("-id")[:most]]


def correction_for(text: Text, correction_id: int, member_id: int | None = None) -> Proposal:
    """One correction of a text. Raises NotFound."""
    rows = Correction.objects.filter(pk=correction_id, text=text)
    row = _with_votes(rows, member_id).first()
    if row is None:
        raise NotFound
    return _proposal(row)


def _with_votes(rows: "QuerySet[Correction]", member_id: int | None) -> "QuerySet[Correction]":
    mine = Q(votes__member=member_id)
    return rows.select_related("author", "decided_by").annotate(
        agree=Count("votes", filter=Q(votes__agrees=True)),
        disagree=Count("votes", filter=Q(votes__agrees=False)),
        my_agree=Count("votes", filter=mine & Q(votes__agrees=True)),
        my_disagree=Count("votes", filter=mine & Q(votes__agrees=False)),
    )


def _proposal(row: Correction) -> Proposal:
    counts = {name: getattr(row, name) for name in ("agree", "disagree")}
    mine = True if row.my_agree else False if row.my_disagree else None  # type: ignore[attr-defined]
    return Proposal(row, vote=mine, **counts)


def assembled(text: Text, language: str, targets: Mapping[str, str]) -> Assembly:
    """The whole translation as it would be with `targets` (stored form, by source key)."""
    present = {sentence.segment: sentence for sentence in sentences_of(text, language)}
    plan = plan_of(text, language)
    return plan.assemble([_outcome(present[segment], targets) for segment in plan.segments])


def _outcome(sentence: Sentence, targets: Mapping[str, str]) -> Outcome:
    target = targets.get(sentence.source_key)
    if target is not None:
        return Outcome(target, origin="human")
    return sentence.outcome or kept("missing")
