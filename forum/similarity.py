"""How alike titles are, by the words they share. Pure: decides, touches nothing."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

WORDS_MAX = 8
WORD_MIN_CHARS = 3
ENOUGH = 0.34
"""So much of the weight of what was asked has to be there, of 0 to 1."""

_WORD = re.compile(r"[^\W_]+")
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""Thai, Japanese and Chinese do not part words: there two letters make one."""


def words_of(text: str) -> list[str]:
    """The words that tell most of a text: at most `WORDS_MAX`, the longest first."""
    found = dict.fromkeys(word for run in _WORD.findall(text.lower()) for word in _parts(run))
    return sorted(found, key=len, reverse=True)[:WORDS_MAX]


def _parts(run: str) -> Iterable[str]:
    if _WITHOUT_SPACES.search(run):
        for part in _WITHOUT_SPACES.findall(run):
            yield from (part[at : at + 2] for at in range(len(part) - 1))
        run = _WITHOUT_SPACES.sub("", run)
    if len(run) >= WORD_MIN_CHARS or run.isdecimal():
        yield run


def scores(
    words: Sequence[str], found: Mapping[int, frozenset[str]], total: int
) -> dict[int, float]:
    """How alike each of `found` (words in common, by id) is, 0 to 1; those alike enough only.

    A word counts by its rarity among `total` titles: the logarithm of the inverse document
    frequency (Spärck Jones 1972), one added so that a word in all titles counts a little.
    """
    weights = {
        word: math.log(1 + total / (1 + sum(word in each for each in found.values())))
        for word in words
    }
    whole = sum(weights.values()) or 1
    rated = {key: sum(weights[word] for word in each) / whole for key, each in found.items()}
    return {key: score for key, score in rated.items() if score >= ENOUGH}
