"""What can be seen of a translation without a reference: the signals that quality is read from."""

import re
from dataclasses import dataclass
from math import exp, log

from translation.engines.base import Candidate
from translation.pipeline.characters import UNSPACED

UNSPACED_WEIGHT = 2.5
"""Letters of an alphabet that one Chinese, Japanese or Thai character is worth."""
SMOOTHING = 8
"""Letters added to both sides of a ratio of lengths, so that short texts may differ."""
_SMALL_WORD = re.compile(r"(?<!\w)[^\W\d_A-Z]{3,}")


@dataclass(frozen=True, slots=True)
class Signals:
    """`certainty` is the geometric mean of the token probabilities, 0 to 1, None where the engine
    gives none. `unknown` and `copied` are shares of words: those the engine did not know, and
    those in small letters that stand in the source as well. `stretch` is the logarithm of how
    many times the length differs from what is usual, 0 or more.
    """

    certainty: float | None
    unknown: float
    copied: float
    stretch: float


def signals(source: str, candidate: Candidate, usual_length: float) -> Signals:
    """The signals of a candidate; `usual_length` is the pair's ratio of target to source."""
    score = candidate.score
    return Signals(
        certainty=None if score is None else exp(min(score, 0.0)),
        unknown=candidate.unknown_share,
        copied=_copied(source, candidate.text),
        stretch=abs(log(length_ratio(source, candidate.text) / usual_length)),
    )


def length_ratio(source: str, target: str) -> float:
    """How long the target is in relation to the source, nearer to 1 for short texts."""
    return (weight(target) + SMOOTHING) / (weight(source) + SMOOTHING)


def weight(text: str) -> float:
    """The length in letters of an alphabet."""
    if text.isascii():
        return len(text)
    return len(text) + (UNSPACED_WEIGHT - 1) * len(UNSPACED.findall(text))


def _copied(source: str, target: str) -> float:
    said = _SMALL_WORD.findall(target)
    known = set(_SMALL_WORD.findall(source))
    return sum(word in known for word in said) / len(said) if said else 0.0
