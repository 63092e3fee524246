"""Decides whether a candidate may be shown, without a reference to compare with.

Completeness (atoms, numbers, addresses) is verified for every engine. Then come what bad machine
translation looks like (`suspicions`), and the quality that the pair's calibration reads from the
signals (`thresholds`).
"""

import re
from collections import Counter
from dataclasses import dataclass

from translation.engines.base import Candidate, Pair, Segment
from translation.pipeline.outcome import UNCERTAIN_BELOW, has_all_atoms
from translation.pipeline.signals import Signals, signals
from translation.pipeline.suspicions import is_in_wrong_language, suspicion
from translation.pipeline.terms import has_terms
from translation.pipeline.thresholds import FLOOR, Calibration, calibration_of

TERMS = "terms"
"""The reason of refusing what is good but lacks a term."""
SCORE_FLOOR = -2.5
"""Mean log-probability per token below which nothing is shown, whatever the calibration."""
MAX_UNKNOWN_SHARE = 0.5
"""Sentences with more unknown words are not shown. Up to a half most can be understood (chrF 46
against 55, measured over eleven pairs of Apertium)."""
UNCERTAIN_UNKNOWN_SHARE = 0.25
"""Sentences with more unknown words are uncertain."""
JUST_UNCERTAIN = UNCERTAIN_BELOW - 0.01
MUCH_COPIED = 0.25
"""Share of copied words from which on the language of the target is looked at."""
DOUBTFUL = 0.45
"""Quality below which the language of the target is looked at, too. It takes as long as all other
checks together, and half of what a small model writes is uncertain."""
_DIGITS = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is empty where the candidate passes; `quality` is 0 where it does not, unless all
    that it lacks are terms."""

    quality: float
    reason: str = ""

    @property
    def passes(self) -> bool:
        return not self.reason

    @property
    def lacks_terms(self) -> bool:
        """True where the candidate would pass if the glossary asked for nothing."""
        return self.reason == TERMS


def judge(
    segment: Segment, candidate: Candidate, pair: Pair, *, gated: bool = True, family: str = ""
) -> Verdict:
    """The verdict on a cleaned candidate of an engine of `family`.

    With `gated` False only completeness (of atoms, numbers and terms) is looked at.
    """
    if reason := incomplete(segment, candidate.text):
        return Verdict(0.0, reason)
    calibration = calibration_of(family, pair)
    seen = signals(segment.text, candidate, calibration.usual_length)
    quality = _quality(calibration, seen)
    if gated and (reason := _refusal(segment, candidate, pair, calibration, seen)):
        return Verdict(0.0, reason)
    has_all = has_terms(candidate.text, segment, pair.target)
    return Verdict(quality, "" if has_all else TERMS)


def incomplete(segment: Segment, text: str) -> str:
    """Why `text` is not complete ("empty", "atoms", "numbers", "address"), or ""."""
    if not text.strip():
        return "empty"
    if not has_all_atoms(text, segment):
        return "atoms"
    if numbers(text) != numbers(segment.text):
        return "numbers"
    return "" if addresses(text) == addresses(segment.text) else "address"


def numbers(text: str) -> Counter[int]:
    """The whole numbers in `text`, in digits of any script, with their frequency."""
    return Counter(int(digits) for digits in _DIGITS.findall(text) if len(digits) < 400)


def addresses(text: str) -> Counter[str]:
    """The addresses in `text`, with their frequency."""
    if "://" not in text and "www." not in text:
        return Counter()
    return Counter(_ADDRESS.findall(text))


def _quality(calibration: Calibration, seen: Signals) -> float:
    most = JUST_UNCERTAIN if seen.unknown > UNCERTAIN_UNKNOWN_SHARE else 1.0
    return min(calibration.quality(seen), most)


def _refusal(
    segment: Segment, candidate: Candidate, pair: Pair, calibration: Calibration, seen: Signals
) -> str:
    """Why a complete candidate is not shown, or ""; what is dear to find out comes last."""
    quality = _quality(calibration, seen)
    if candidate.score is not None and candidate.score < SCORE_FLOOR:
        return "score"
    if seen.unknown > MAX_UNKNOWN_SHARE:
        return "unknown_words"
    if quality < FLOOR:
        return "quality"
    if reason := suspicion(segment.text, candidate.text, pair, calibration.usual_length):
        return reason
    doubtful = seen.copied >= MUCH_COPIED or quality < DOUBTFUL
    return "language" if doubtful and is_in_wrong_language(candidate.text, pair) else ""
