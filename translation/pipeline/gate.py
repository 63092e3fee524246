"""Decides whether a candidate may be shown, without a reference to compare with.

Completeness (atoms, numbers) is verified for every engine. The quality gate looks for what bad
machine translation looks like. Start values come from the design and await calibration on real
packages.

Quality, 0 to 1: ``exp(score) * (1 - unknown_share) * shape``. `exp(score)` is the geometric mean
of the token probabilities; engines without scores start from `UNSCORED`. `shape` is 0.8 where
the length is unusual though not refused, else 1.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import exp

from translation.engines.base import Candidate, Pair, Segment
from translation.pipeline.characters import UNSPACED, is_unspaced
from translation.pipeline.outcome import has_all_atoms
from translation.pipeline.scripts import in_script_of
from translation.pipeline.terms import has_terms

TERMS = "terms"
"""The reason of refusing what is good but lacks a term."""
SCORE_FLOOR = -0.9
"""Mean log-probability per token below which a candidate is not shown."""
MAX_UNKNOWN_SHARE = 0.25
UNSCORED = 0.75
MAX_LENGTH_RATIO = 3.0
USUAL_LENGTH_RATIO = 2.0
LENGTH_ALLOWANCE = 16
"""Characters by which short texts may differ in length whatever the ratio."""
UNSPACED_WEIGHT = 2.5
"""Letters of an alphabet that one Chinese, Japanese or Thai character is worth."""
MIN_COPIED_WORDS = 4
LOOP_ALLOWANCE = 8
_LOOP = re.compile(r"(\S.{0,59}?)\1{3,}|(\S.{7,119}?)\2{2,}", re.DOTALL)
_LOOP_CHARS = 3000
_STUTTER = re.compile(r"\b(\w+)(?:\W+\1\b){2,}", re.IGNORECASE)
_JUNK = re.compile(r"⁇|♪|&(?:apos|quot|amp|lt|gt|#\d+);|<unk>|▁|\ufffd|[⟦⟧]|@@ ")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")


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


def judge(segment: Segment, candidate: Candidate, pair: Pair, *, gated: bool = True) -> Verdict:
    """The verdict on a cleaned candidate. With `gated` False only completeness (of atoms, numbers
    and terms) is looked at."""
    reason = incomplete(segment, candidate.text)
    if not reason and gated:
        reason = _suspicious(segment, candidate, pair)
    if reason:
        return Verdict(0.0, reason)
    lacking = "" if has_terms(candidate.text, segment, pair.target) else TERMS
    return Verdict(_quality(segment, candidate), lacking)


def incomplete(segment: Segment, text: str) -> str:
    """Why `text` is not complete ("empty", "atoms", "numbers"), or ""."""
    if not text.strip():
        return "empty"
    if not has_all_atoms(text, segment):
        return "atoms"
    return "" if numbers(text) == numbers(segment.text) else "numbers"


def numbers(text: str) -> Counter[int]:
    """The whole numbers in `text`, in digits of any script, with their frequency."""
    return Counter(int(digits) for digits in _DIGITS.findall(text) if len(digits) < 400)


def _suspicious(segment: Segment, candidate: Candidate, pair: Pair) -> str:
    if candidate.score is not None and candidate.score < SCORE_FLOOR:
        return "score"
    if candidate.unknown_share > MAX_UNKNOWN_SHARE:
        return "unknown_words"
    for reason, looks_wrong in _TEXT_CHECKS:
        if looks_wrong(segment.text, candidate.text, pair):
            return reason
    return ""


def _length(source: str, target: str, pair: Pair) -> bool:
    return _length_ratio(source, target) > MAX_LENGTH_RATIO


def _length_ratio(source: str, target: str) -> float:
    """How many times longer the longer text is; 1 within the allowance of short texts."""
    shorter, longer = sorted((_weight(source), _weight(target)))
    return 1.0 if longer - shorter <= LENGTH_ALLOWANCE else longer / max(shorter, 1)


def _weight(text: str) -> float:
    unspaced = len(UNSPACED.findall(text))
    return len(text) + (UNSPACED_WEIGHT - 1) * unspaced


def _loop(source: str, target: str, pair: Pair) -> bool:
    if _STUTTER.search(target) and not _STUTTER.search(source):
        return True
    return _loop_length(target) > 2 * _loop_length(source) + LOOP_ALLOWANCE


def _loop_length(text: str) -> int:
    """Characters of the longest stretch that says the same again and again."""
    padded = f"{text[:_LOOP_CHARS]} "
    return max((len(match.group()) for match in _LOOP.finditer(padded)), default=0)


def _junk(source: str, target: str, pair: Pair) -> bool:
    return bool(Counter(_JUNK.findall(target)) - Counter(_JUNK.findall(source)))


def _copied(source: str, target: str, pair: Pair) -> bool:
    """True where a sentence of several words came back as it was."""
    if pair.source == pair.target or _word_count(source) < MIN_COPIED_WORDS:
        return False
    return _WORD.findall(source.casefold()) == _WORD.findall(target.casefold())


def _word_count(text: str) -> int:
    """Words; in scripts without blanks half the characters."""
    unspaced = sum(character.isalpha() and is_unspaced(character) for character in text)
    return unspaced // 2 if unspaced else len(_WORD.findall(text))


def _wrong_script(source: str, target: str, pair: Pair) -> bool:
    """True where several words are not in the script of the target language."""
    letters = [character for character in target if character.isalpha()]
    if len(letters) < 8 or _word_count(target) < MIN_COPIED_WORDS:
        return False
    share = sum(in_script_of(pair.target, letter) for letter in letters) / len(letters)
    return share < 0.3


_TEXT_CHECKS: tuple[tuple[str, Callable[[str, str, Pair], bool]], ...] = (
    ("length", _length),
    ("loop", _loop),
    ("junk", _junk),
    ("copied", _copied),
    ("script", _wrong_script),
)


def _quality(segment: Segment, candidate: Candidate) -> float:
    certainty = UNSCORED if candidate.score is None else exp(min(candidate.score, 0.0))
    usual = _length_ratio(segment.text, candidate.text) <= USUAL_LENGTH_RATIO
    return certainty * (1.0 - candidate.unknown_share) * (1.0 if usual else 0.8)
