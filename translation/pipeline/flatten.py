"""Makes of each inline run one line of text with atoms and marks at offsets.

Log lines become atoms, then what the patterns of `atoms` find, then marks that enclose nothing
readable. What is left is text for people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it.token import Token

from translation.pipeline.atoms import find_atoms
from translation.pipeline.characters import SLOT, has_letters
from translation.pipeline.kinds import SEPARATORS, Kind
from translation.pipeline.logs import is_log_line
from translation.pipeline.nodes import (
    Atom,
    Enclosed,
    Node,
    Text,
    build,
    is_link,
    readable,
    text_token,
    tokens_of,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Bold, italic, strike, link or the like over `start:end` of a run's text; never empty.

    `order` rises from outer to inner and from left to right.
    """

    start: int
    end: int
    order: int
    opening: Token
    closing: Token

    @property
    def is_link(self) -> bool:
        return is_link(self.opening)


@dataclass(frozen=True, slots=True)
class Run:
    """The inline content of one block. Each `SLOT` in `text` is the atom at that offset."""

    text: str
    atoms: dict[int, Atom]
    marks: tuple[Mark, ...]


def flatten(tokens: Sequence[Token]) -> Run:
    """The run of an inline token's children."""
    return _linear(_collapse(_scan(_lines(_joined(build(tokens))))))


def flatten_plain(text: str) -> Run:
    """The run of a title or name, in which every line stands for itself."""
    nodes: list[Node] = []
    for index, line in enumerate(text.split("\n")):
        if index:
            nodes.append(Atom(Kind.BREAK, "\n", (text_token("\n"),)))
        nodes.append(Text(line))
    return _linear(_scan(_lines(nodes)))


def _joined(nodes: Iterable[Node]) -> list[Node]:
    """Neighbouring texts as one, so that patterns see whole words."""
    joined: list[Node] = []
    for is_text, group in groupby(nodes, key=lambda node: isinstance(node, Text)):
        if is_text:
            joined.append(Text(readable(group)))
        else:
            joined.extend(
                Enclosed(node.opening, node.closing, tuple(_joined(node.children)))
                if isinstance(node, Enclosed)
                else node
                for node in group
            )
    return joined


def _lines(nodes: Sequence[Node]) -> list[Node]:
    """Lines that look like a log become one atom each; marks inside go along."""
    result: list[Node] = []
    line: list[Node] = []
    previous = ""
    for node in [*_split_at_newlines(nodes), None]:
        if node is not None and not _ends_line(node):
            line.append(node)
            continue
        written = readable(line)
        result.extend(_log_atom(line) if is_log_line(written, previous) else line)
        line, previous = [], written
        if node is not None:
            result.append(node)
    return _joined(result)


def _split_at_newlines(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if not isinstance(node, Text):
            yield node
            continue
        for index, part in enumerate(node.text.split("\n")):
            if index:
                yield Text("\n")
            if part:
                yield Text(part)


def _ends_line(node: Node) -> bool:
    return (isinstance(node, Text) and node.text == "\n") or (
        isinstance(node, Atom) and node.kind in SEPARATORS
    )


def _log_atom(line: Sequence[Node]) -> list[Node]:
    return [Atom(Kind.LINE, readable(line), tuple(tokens_of(line)))]


def _scan(nodes: Iterable[Node]) -> list[Node]:
    """Texts cut up into text and the atoms found in it."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Text):
            result.extend(_scan_text(node.text))
        elif isinstance(node, Enclosed):
            result.append(Enclosed(node.opening, node.closing, tuple(_scan(node.children))))
        else:
            result.append(node)
    return result


def _scan_text(text: str) -> Iterable[Node]:
    position = 0
    for start, end, kind in find_atoms(text):
        if start > position:
            yield Text(text[position:start])
        yield Atom(kind, text[start:end], (text_token(text[start:end]),))
        position = end
    if position < len(text):
        yield Text(text[position:])


def _collapse(nodes: Iterable[Node]) -> list[Node]:
    """Marks without anything to read in them become atoms with all they enclose."""
    result: list[Node] = []
    for node in nodes:
        if not isinstance(node, Enclosed):
            result.append(node)
            continue
        children = _collapse(node.children)
        whole = Enclosed(node.opening, node.closing, tuple(children))
        result.append(whole if _to_read(children) else _group(whole))
    return result


def _to_read(nodes: Iterable[Node]) -> bool:
    return any(
        isinstance(node, Enclosed) or (isinstance(node, Text) and has_letters(node.text))
        for node in nodes
    )


def _group(node: Enclosed) -> Atom:
    separates = any(isinstance(n, Atom) and n.kind in SEPARATORS for n in node.children)
    kind = Kind.BREAK if separates else Kind.GROUP
    return Atom(kind, readable(node.children), tuple(tokens_of([node])))


class _Line:
    """Collects the text, atoms and marks of a tree from left to right."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.atoms: dict[int, Atom] = {}
        self.marks: list[Mark] = []
        self.opened = 0

    def add(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self._append(node.text)
            elif isinstance(node, Atom):
                self.atoms[self.length] = node
                self._append(SLOT)
            else:
                self._add_mark(node)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _add_mark(self, node: Enclosed) -> None:
        order, start = self.opened, self.length
        self.opened += 1
        self.add(node.children)
        self.marks.append(Mark(start, self.length, order, node.opening, node.closing))


def _linear(nodes: Iterable[Node]) -> Run:
    line = _Line()
    line.add(nodes)
    marks = sorted(line.marks, key=lambda mark: mark.order)
    return Run("".join(line.parts), line.atoms, tuple(marks))
