"""What bad machine translation looks like: one small check for each way of going wrong.

Each check compares the source with the target, as plain text, and says True where it looks wrong.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from translation.engines.base import Pair, atom_index
from translation.pipeline.characters import UNSPACED
from translation.pipeline.identify import ranked
from translation.pipeline.scripts import in_script_of
from translation.pipeline.signals import weight

MAX_LENGTH_RATIO = 3.0
LENGTH_ALLOWANCE = 16
"""Letters by which short texts may differ in length whatever the ratio."""
MIN_COPIED_WORDS = 4
MAX_COPIED_RUN = 5
"""So many words in small letters that follow each other in source and target were not read."""
LOOP_ALLOWANCE = 8
FEWEST_LETTERS = 40
"""Shorter texts say nothing about their language."""
LEAST_PROBABLE = 0.001
"""Translations by people into twelve languages were all more probably in their language."""

_CLOSE = (
    "da nb nn no",
    "es pt gl ca",
    "cs sk",
    "hr sr bs sh",
    "ru uk be",
    "bg mk",
    "id ms",
    "af nl",
)
_LOOP = re.compile(r"(\S.{0,59}?)\1{3,}|(\S.{7,119}?)\2{2,}", re.DOTALL)
_LOOP_CHARS = 3000
_PIECE = 6
_STUTTER = re.compile(r"\b(\w+)(?:\W+\1\b){2,}", re.IGNORECASE)
_JUNK = re.compile(r"⁇|♪|&(?:apos|quot|amp|lt|gt|#\d+);|<unk>|▁|\ufffd|[⟦⟧]|@@ ")
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"\w+")

Check = Callable[[str, str, Pair], bool]


def suspicion(source: str, target: str, pair: Pair, usual_length: float) -> str:
    """The name of the first thing that looks wrong, or "".

    `usual_length` is the pair's ratio of target to source.
    """
    if _is_length_odd(source, target, usual_length):
        return "length"
    return next((name for name, looks_wrong in CHECKS if looks_wrong(source, target, pair)), "")


def _is_length_odd(source: str, target: str, usual_length: float) -> bool:
    shorter, longer = sorted((weight(source) * usual_length, weight(target)))
    return longer - shorter > LENGTH_ALLOWANCE and longer > MAX_LENGTH_RATIO * shorter


def _loops(source: str, target: str, pair: Pair) -> bool:
    if _may_stutter(target) and _STUTTER.search(target) and not _STUTTER.search(source):
        return True
    length = _loop_length(target)
    return length > LOOP_ALLOWANCE and length > 2 * _loop_length(source) + LOOP_ALLOWANCE


def _may_stutter(text: str) -> bool:
    """False where no word comes three times; the pattern takes long to find that out."""
    return max(Counter(_RUN.findall(text.casefold())).values(), default=0) >= 3


def _loop_length(text: str) -> int:
    """Characters of the longest stretch that says the same again and again; 0 for short ones."""
    padded = f"{text[:_LOOP_CHARS]} "
    if not _may_loop(padded):
        return 0
    return max((len(match.group()) for match in _LOOP.finditer(padded)), default=0)


def _may_loop(text: str) -> bool:
    """False where there is no loop longer than LOOP_ALLOWANCE: in one, whatever six characters
    stand at its beginning come three times. The pattern takes a millisecond to find that out."""
    pieces = (text[at : at + _PIECE] for at in range(len(text) - _PIECE + 1))
    return max(Counter(pieces).values(), default=0) >= 3


def _has_junk(source: str, target: str, pair: Pair) -> bool:
    return bool(Counter(_JUNK.findall(target)) - Counter(_JUNK.findall(source)))


def _is_copied(source: str, target: str, pair: Pair) -> bool:
    """True where a sentence of several words came back as it was, or a long part of it."""
    if pair.source == pair.target or (count := _word_count(source)) < MIN_COPIED_WORDS:
        return False
    if _WORD.findall(source.casefold()) == _WORD.findall(target.casefold()):
        return not (are_close(pair) and count < 2 * MIN_COPIED_WORDS)
    return not are_close(pair) and _has_common_run(_WORD.findall(source), _WORD.findall(target))


def _has_common_run(source: Sequence[str], target: Sequence[str]) -> bool:
    """True where MAX_COPIED_RUN words follow each other in both, none of which may be a name."""
    known = set(source)
    if sum(word in known for word in target) < MAX_COPIED_RUN:
        return False
    return bool(set(_runs(source)) & set(_runs(target)))


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    starts = range(len(words) - MAX_COPIED_RUN + 1)
    runs = (tuple(words[start : start + MAX_COPIED_RUN]) for start in starts)
    return [run for run in runs if all(map(str.islower, run))]


@lru_cache(maxsize=1024)
def are_close(pair: Pair) -> bool:
    """True for languages so alike that whole clauses may be the same in both."""
    codes = {pair.source.split("-")[0], pair.target.split("-")[0]}
    return any(codes <= set(group.split()) for group in _CLOSE)


def _word_count(text: str) -> int:
    """Words; in scripts without blanks half the characters."""
    unspaced = sum(map(str.isalpha, UNSPACED.findall(text)))
    return unspaced // 2 if unspaced else len(_WORD.findall(text))


def _is_in_wrong_script(source: str, target: str, pair: Pair) -> bool:
    """True where several words are not in the script of the target language."""
    letters = Counter(filter(str.isalpha, target))
    right = sum(count for letter, count in letters.items() if in_script_of(pair.target, letter))
    if letters.total() < 8 or right >= 0.3 * letters.total():
        return False
    return _word_count(target) >= MIN_COPIED_WORDS


CHECKS: tuple[tuple[str, Check], ...] = (
    ("loop", _loops),
    ("junk", _has_junk),
    ("copied", _is_copied),
    ("script", _is_in_wrong_script),
)


def is_in_wrong_language(target: str, pair: Pair) -> bool:
    """True where the text is hardly in the target language. Takes a millisecond, so ask only
    where there is doubt; languages that share a script with no other are told by it."""
    if pair.source == pair.target or are_close(pair):
        return False
    words = "".join(character for character in target if atom_index(character) is None)
    if sum(map(str.isalpha, words)) < FEWEST_LETTERS:
        return False
    probabilities = dict(ranked(words))
    primary = pair.target.split("-")[0]
    return primary in probabilities and probabilities[primary] < LEAST_PROBABLE
