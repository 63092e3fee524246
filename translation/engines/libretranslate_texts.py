"""What of a segment is sent to a LibreTranslate server, and how its answer becomes a candidate.

Atoms travel as codes (`placeholders`). So do character references (``&lt;``): the server resolves
them in every answer, in text as in HTML, so that escaped markup would come back alive.
"""

import html
import re
from dataclasses import dataclass

from translation.engines.base import ATOM_LIMIT, Candidate, Segment, atom_character, atom_index
from translation.engines.placeholders import Coded, Form, encode, has_words

_REFERENCE = re.compile(r"&#?\w{1,32};?")
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")
"""NUL ends a text over there, and half a character makes the server fail."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A segment as it is sent; without `coded` it is copied.

    `references` are the character references that became atoms, by their atom characters.
    """

    segment: Segment
    coded: Coded | None
    references: dict[str, str]

    @property
    def text(self) -> str:
        return self.coded.source.text if self.coded else ""

    def candidate(self, answer: str) -> Candidate:
        """What the server's answer stands for."""
        assert self.coded is not None
        restored = self.coded.restore(answer.strip()).text
        text = "".join(self.references.get(letter, letter) for letter in restored)
        return Candidate(_with_outer_space(text, self.segment.text), tokens=len(text) // 4 + 1)

    def unanswered(self) -> Candidate:
        """What stands for a segment that was refused: none of its words was known."""
        return Candidate(self.segment.text, unknown_share=1.0)


def sent(segment: Segment, form: Form) -> Sent:
    """How `segment` goes to the server."""
    core = _UNSENDABLE.sub("", segment.text).strip()
    if not has_words(core):
        return Sent(segment, None, {})
    first = max(len(segment.atoms), _first_free_atom(core))
    references: list[str] = []

    def as_atom(match: re.Match[str]) -> str:
        if html.unescape(match[0]) == match[0] or first + len(references) >= ATOM_LIMIT:
            return match[0]
        references.append(match[0])
        return atom_character(first + len(references) - 1)

    text = _REFERENCE.sub(as_atom, core)
    missing = ("",) * (first - len(segment.atoms))
    coded = encode(Segment(text, (*segment.atoms, *missing, *references)), form, knows=_anything)
    by_atom = {atom_character(first + at): one for at, one in enumerate(references)}
    return Sent(segment, coded, by_atom)


def _anything(_text: str) -> bool:
    """What pieces a server's model knows, nobody tells."""
    return True


def _first_free_atom(text: str) -> int:
    found = (index for letter in text if (index := atom_index(letter)) is not None)
    return max(found, default=-1) + 1


def _with_outer_space(text: str, original: str) -> str:
    core = original.strip()
    lead = original[: len(original) - len(original.lstrip())]
    return lead + text + original[len(lead) + len(core) :]
