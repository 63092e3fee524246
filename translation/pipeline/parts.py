"""Cuts a segment into smaller ones and joins their translations again, alignments included."""

from collections.abc import Sequence
from dataclasses import dataclass

from translation.engines.base import AlignedSpan, Candidate, Segment, atom_character, atom_index
from translation.pipeline.characters import has_letters
from translation.pipeline.sentences import clauses


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a segment: text to copy, or the part that is translated.

    `atoms` are the numbers that the part's own atoms have in the whole segment.
    """

    start: int
    text: str
    part: Segment | None = None
    atoms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A segment in pieces, in order, without gaps."""

    pieces: tuple[Piece, ...]

    @property
    def segments(self) -> list[Segment]:
        """The parts to translate."""
        return [piece.part for piece in self.pieces if piece.part]


def by_clauses(segment: Segment) -> Cut:
    """The segment clause by clause."""
    pieces: list[Piece] = []
    for start, end in clauses(segment.text):
        pieces += _pieces(segment, start, end)
    return Cut(tuple(pieces))


def between_atoms(segment: Segment) -> Cut:
    """The stretches between the atoms of the segment, which themselves are copied."""
    pieces: list[Piece] = []
    start = 0
    for at, character in enumerate(segment.text):
        if atom_index(character) is not None:
            pieces += [*_pieces(segment, start, at), Piece(at, character)]
            start = at + 1
    return Cut((*pieces, *_pieces(segment, start, len(segment.text))))


def _pieces(segment: Segment, start: int, end: int) -> list[Piece]:
    """The words of `start:end` as a part, the blanks around them as copies."""
    text = segment.text[start:end]
    if not has_letters(text):
        return [Piece(start, text)] if text else []
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    part, atoms = _part(segment, text[left:right])
    pieces = [
        Piece(start, text[:left]),
        Piece(start + left, text[left:right], part, atoms),
        Piece(start + right, text[right:]),
    ]
    return [piece for piece in pieces if piece.text]


def _part(segment: Segment, text: str) -> tuple[Segment, tuple[int, ...]]:
    """A segment of its own, with its atoms numbered from 0, and their numbers before."""
    atoms = tuple(index for index in map(atom_index, text) if index is not None)
    renumbered = _renumbered(text, {old: new for new, old in enumerate(atoms)})
    return Segment(renumbered, tuple(segment.atoms[index] for index in atoms)), atoms


def _renumbered(text: str, numbers: dict[int, int]) -> str:
    """`text` with atom i named numbers[i]; atoms that are not known keep their names."""
    return "".join(
        character if index is None else atom_character(numbers.get(index, index))
        for character, index in ((c, atom_index(c)) for c in text)
    )


def joined(cut: Cut, candidates: Sequence[Candidate]) -> Candidate:
    """One candidate for the whole segment from one for each part.

    Its score is the mean weighted by tokens, its alignment None where a part has none.
    """
    answers = iter(candidates)
    parts: list[str] = []
    spans: list[AlignedSpan] = []
    length = 0
    for piece in cut.pieces:
        text, alignment = _said(piece, next(answers) if piece.part else None)
        spans += [_shifted(span, piece.start, length) for span in alignment]
        parts.append(text)
        length += len(text)
    return Candidate(
        "".join(parts),
        score=_mean_score(candidates),
        tokens=sum(candidate.tokens for candidate in candidates),
        unknown_share=max((c.unknown_share for c in candidates), default=0.0),
        alignment=tuple(spans) if all(c.alignment is not None for c in candidates) else None,
    )


def _said(piece: Piece, candidate: Candidate | None) -> tuple[str, Sequence[AlignedSpan]]:
    if candidate is None:
        return piece.text, [AlignedSpan(i, i + 1, i, i + 1) for i in range(len(piece.text))]
    return _renumbered(candidate.text, dict(enumerate(piece.atoms))), candidate.alignment or ()


def _shifted(span: AlignedSpan, source: int, target: int) -> AlignedSpan:
    return AlignedSpan(
        span.source_start + source,
        span.source_end + source,
        span.target_start + target,
        span.target_end + target,
    )


def _mean_score(candidates: Sequence[Candidate]) -> float | None:
    scored = [(max(c.tokens, 1), c.score) for c in candidates if c.score is not None]
    weight = sum(tokens for tokens, _score in scored)
    return sum(tokens * score for tokens, score in scored) / weight if weight else None
