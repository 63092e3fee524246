"""What passes between the plan of a text, the ladder and the memory."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from translation.engines.base import (
    ATOM_BASE,
    ATOM_LIMIT,
    AlignedSpan,
    RequiredTerm,
    Segment,
    atom_character,
)

Alignment = Sequence[AlignedSpan]
Origin = Literal["machine", "memory", "human", "kept", "copied"]

_ATOM = re.compile(f"[{atom_character(0)}-{atom_character(ATOM_LIMIT - 1)}]")

UNCERTAIN_BELOW = 0.6
"""Texts whose quality is lower are shown as uncertain."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one segment.

    `text` uses the segment's atom characters; None (or origin "kept") means that the source
    stays and is marked. `score` is the mean log-probability per token, `quality` lies between 0
    and 1, `reason` says why a segment was kept.
    """

    text: str | None
    score: float | None = None
    quality: float = 1.0
    origin: Origin = "machine"
    alignment: Alignment | None = None
    tokens: int = 0
    reason: str = ""

    @property
    def is_kept(self) -> bool:
        return self.text is None or self.origin == "kept"


def kept(reason: str, *, tokens: int = 0) -> Outcome:
    """The source stays, because of `reason` (a stable word, not for people)."""
    return Outcome(None, quality=0.0, origin="kept", tokens=tokens, reason=reason)


def readable(text: str, segment: Segment) -> str:
    """`text` with the segment's atoms in place of their characters, for people to read."""
    return _ATOM.sub(lambda atom: _spelled(atom[0], segment), text)


def _spelled(character: str, segment: Segment) -> str:
    index = ord(character) - ATOM_BASE
    return segment.atoms[index] if index < len(segment.atoms) else character


def atom_indexes(text: str) -> list[int]:
    """The numbers of the atoms in `text`, in the order of their appearance."""
    return [ord(character) - ATOM_BASE for character in _ATOM.findall(text)]


def has_all_atoms(text: str, segment: Segment) -> bool:
    """True where each atom of the segment is in `text` exactly once and none is invented."""
    found = atom_indexes(text)
    return len(found) == len(segment.atoms) and sorted(found) == list(range(len(found)))


def make_segment(text: str, atoms: Sequence[str], terms: tuple[RequiredTerm, ...] = ()) -> Segment:
    """A segment whose SLOT characters, from left to right, stand for `atoms`."""
    parts = text.split(atom_character(0))
    numbered = [parts[0]]
    for index, part in enumerate(parts[1:]):
        numbered.extend((atom_character(index), part))
    return Segment("".join(numbered), tuple(atoms), terms)
