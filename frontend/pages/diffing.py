"""What changed between two versions of a text, word by word. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["same", "gone", "new"]

COMPARED_MAX = 4_000_000
"""Words of one side times words of the other, up to which a changed passage is compared word by
word; beyond that the whole passage is told as replaced, so that no text takes seconds."""

_TOKEN = re.compile(
    r"\s+"
    # Scripts without spaces between words are compared by character.
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff]"
    r"|[!-/:-@\[-`{-~\u3001\u3002\uff01-\uff0f]"
    r"|[^\s!-/:-@\[-`{-~\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u9fff"
    r"\uf900-\ufaff\uff01-\uff0f\U00020000-\U0003ffff]+"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that both versions have, that was taken out, or that was put in."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one part of a post (its body, the title) changed to, in one language."""

    pieces: list[Piece]
    lang: str
    dir: str


def changes(before: str, after: str) -> list[Piece]:
    """The pieces of both versions in order: without the new ones they make `before`, without
    those that are gone `after`."""
    found: list[Piece] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        left, right = "".join(old[a:b]), "".join(new[c:d])
        found += [Piece("same", left)] if tag == "equal" else _within(left, right)
    return _joined(found)


def _within(before: str, after: str) -> list[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if not old or not new or len(old) * len(new) > COMPARED_MAX:
        return [Piece("gone", before), Piece("new", after)]
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        left, right = "".join(old[a:b]), "".join(new[c:d])
        found += [Piece("same", left)] if tag == "equal" else _swap(left, right)
    return found


def _swap(left: str, right: str) -> list[Piece]:
    return [Piece("gone", left), Piece("new", right)]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Without empty pieces, neighbours of a kind in one; what is gone stands before what is new,
    also where only white space was left between them."""
    found: list[Piece] = []
    for changed, run in groupby(_bridged(pieces), key=lambda piece: piece.kind != "same"):
        group = list(run)
        kinds: tuple[Kind, ...] = ("gone", "new") if changed else ("same",)
        for kind in kinds:
            text = "".join(piece.text for piece in group if piece.kind == kind)
            found += [Piece(kind, text)] if text else []
    return found


def _bridged(pieces: Sequence[Piece]) -> list[Piece]:
    """A space between two changed words belongs to the change: whole phrases are easier to read
    than every second word."""
    full = [piece for piece in pieces if piece.text]
    found: list[Piece] = []
    for place, piece in enumerate(full):
        inside = 0 < place < len(full) - 1
        if piece.kind == "same" and inside and piece.text == " ":
            found += _swap(" ", " ")
        else:
            found.append(piece)
    return found
