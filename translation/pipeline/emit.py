"""Makes inline tokens of a target: text nodes, copied atoms, legally nested pairs of marks.

A mark that crosses another is closed and opened again; a link never is. Text becomes text
nodes, which the renderer escapes, whatever an engine wrote into them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from markdown_it.token import Token

from translation.pipeline.fill import Target
from translation.pipeline.flatten import Mark
from translation.pipeline.kinds import EITHER_WAY, LEFT_TO_RIGHT
from translation.pipeline.nodes import Atom, text_token
from translation.pipeline.trust import ours

_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""Of strong characters, by their bidirectional class in Unicode."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """How source text is marked inside a translation."""

    language: str
    direction: str

    def mark(self, start: int, end: int, order: int) -> Mark:
        """A mark over text that stayed in the source language."""
        attributes: dict[str, str | int | float] = {
            "class": ours("kept"),
            "lang": self.language,
            "dir": self.direction,
        }
        opening = Token("kept_open", "span", 1, attrs=attributes)
        return Mark(start, end, order, opening, Token("kept_close", "span", -1))


def emit(
    target: Target, copy: Callable[[Token], Token], *, foreign: Foreign, rtl: bool
) -> list[Token]:
    """Inline tokens that show `target`. `copy` gives the token to use for an atom's own."""
    kept = [foreign.mark(start, end, -1) for start, end in target.kept]
    emitter = _Emitter(target, [*kept, *target.marks], copy, rtl)
    return emitter.run()


class _Emitter:
    """Sweeps over the text once, with a stack of open marks."""

    def __init__(
        self, target: Target, marks: Sequence[Mark], copy: Callable[[Token], Token], rtl: bool
    ) -> None:
        self.target = target
        self.copy = copy
        self.rtl = rtl
        self.waiting = sorted(marks, key=lambda m: (-m.start, m.end, -m.order))
        self.stack: list[Mark] = []
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        borders = {0, len(self.target.text)}
        for mark in self.waiting:
            borders |= {mark.start, mark.end}
        ordered = sorted(borders)
        for start, end in zip(ordered, [*ordered[1:], None], strict=True):
            self._close(start)
            self._open(start)
            if end is not None:
                self._write(start, end)
        return self.tokens

    def _close(self, position: int) -> None:
        reopened: list[Mark] = []
        while any(mark.end <= position for mark in self.stack):
            mark = self._pop()
            if mark.end > position:
                reopened.append(mark)
        self._push_all(reversed(reopened))

    def _open(self, position: int) -> None:
        while self.waiting and self.waiting[-1].start == position:
            mark = self.waiting.pop()
            reopened: list[Mark] = []
            while mark.is_link and any(outer.end < mark.end for outer in self.stack):
                reopened.append(self._pop())
            self._push_all([mark, *reversed(reopened)])

    def _pop(self) -> Mark:
        mark = self.stack.pop()
        self.tokens.append(mark.closing)
        return mark

    def _push_all(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            self.stack.append(mark)
            self.tokens.append(mark.opening)

    def _write(self, start: int, end: int) -> None:
        position = start
        for at in range(start, end):
            atom = self.target.atoms.get(at)
            if atom is None:
                continue
            self._write_text(position, at)
            self._write_atom(atom)
            position = at + 1
        self._write_text(position, end)

    def _write_text(self, start: int, end: int) -> None:
        if end > start:
            self.tokens.append(text_token(self.target.text[start:end]))

    def _write_atom(self, atom: Atom) -> None:
        tokens = [self.copy(token) for token in atom.tokens]
        own = _direction(atom)
        if own and own != ("rtl" if self.rtl else "ltr"):
            opening = Token("bdi_open", "bdi", 1, attrs={"dir": own})
            tokens = [opening, *tokens, Token("bdi_close", "bdi", -1)]
        self.tokens.extend(tokens)


def _direction(atom: Atom) -> str | None:
    """The direction an atom is read in; None where it follows its surroundings."""
    if atom.kind in LEFT_TO_RIGHT:
        return "ltr"
    if atom.kind not in EITHER_WAY:
        return None
    strong = (_DIRECTIONS.get(bidirectional(character)) for character in atom.text)
    return next((direction for direction in strong if direction), None)
