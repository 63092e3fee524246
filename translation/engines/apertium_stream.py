"""Apertium's stream format: what is sent for a segment and what is read from the answer.

Words, spaces and plain punctuation are sent as they are. Everything else (atoms, emoji, stream
characters, line ends) stays here and is replaced by a numbered superblank (``[0]``), which
passes through all stages unchanged. So ``*``, ``#`` and ``@`` in the answer can only be
Apertium's marks for words that it does not know or cannot inflect.
"""

import re
import unicodedata
from dataclasses import dataclass

from translation.engines.base import Candidate, Segment

END = ".[][\n]"
"""Ends a sentence for the taggers; Apertium's own tools append the same."""

_PLAIN = frozenset(" .,;:!?¿¡'\"()-–—…«»“”„‘’%&")
_BLANK = re.compile(r"\[(\d+)\]")
_MARK = re.compile(r"[*#@](?=\w)")
_MARKED = re.compile(r"[*#@](\w+)")
_SEVERAL_CAPITALS = 2
_WORD = re.compile(r"\w+")
_SPACES = re.compile(r" {2,}")
_STRAY = re.compile(r"¿(?=[^?]*\Z)|¡(?=[^!]*\Z)")


@dataclass(frozen=True, slots=True)
class Request:
    """A segment as sent: the stream without its end, and what its superblanks stand for."""

    stream: str
    kept: tuple[str, ...]


def request(segment: Segment) -> Request:
    """What is sent for a segment; NUL, which ends a message, is left out."""
    stream: list[str] = []
    kept: list[str] = []
    in_blank = False
    for letter in segment.text.strip().replace("\0", ""):
        plain = letter in _PLAIN or unicodedata.category(letter)[0] in "LMN"
        if plain:
            stream.append(letter)
        elif in_blank:
            kept[-1] += letter
        else:
            stream.append(f"[{len(kept)}]")
            kept.append(letter)
        in_blank = not plain
    return Request("".join(stream), tuple(kept))


def candidate(segment: Segment, sent: Request, answer: str) -> Candidate:
    """The candidate that an answer stands for. A name is not in a dictionary and stays as it is
    in every language: only other words count as unknown."""
    text = answer.removesuffix(END)
    words = _WORD.findall(_BLANK.sub(" ", text))
    first = _WORD.search(text)
    begin = first.start() if first else None
    unknown = sum(
        not _is_name(found[1], begins=found.start(1) == begin) for found in _MARKED.finditer(text)
    )
    tidy = _STRAY.sub("", _SPACES.sub(" ", _MARK.sub("", text))).strip()
    return Candidate(
        text=_with_outer_space(_BLANK.sub(lambda blank: _kept(sent, blank), tidy), segment.text),
        tokens=len(words),
        unknown_share=min(1.0, unknown / len(words)) if words else 0.0,
    )


def _is_name(word: str, *, begins: bool) -> bool:
    """True for what holds a digit or several capitals (USB3, McAfee), and for a capital within a
    sentence. No language that Apertium reads here writes its common nouns so."""
    several = sum(map(str.isupper, word)) >= _SEVERAL_CAPITALS
    return several or any(map(str.isdigit, word)) or (word[0].isupper() and not begins)


def _kept(sent: Request, blank: re.Match[str]) -> str:
    number = int(blank[1])
    return sent.kept[number] if number < len(sent.kept) else ""


def _with_outer_space(text: str, original: str) -> str:
    core = original.strip()
    lead = original[: len(original) - len(original.lstrip())]
    return lead + text + original[len(lead) + len(core) :]
