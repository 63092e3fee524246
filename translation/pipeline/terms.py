"""The terms that a segment requires: whether a translation has them, and how they are forced.

A translation that says them by itself is best; `has_terms` tells. Where none does, a `Shelter`
makes each term an atom of the segment, so that it travels like code, and puts what it must become
into the answer. The same carries terms across a pivot language, in which they have no meaning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from translation.engines.base import (
    ATOM_LIMIT,
    AlignedSpan,
    Candidate,
    RequiredTerm,
    Segment,
    atom_character,
    atom_index,
)
from translation.pipeline.characters import is_unspaced, is_word_border
from translation.pipeline.outcome import Outcome
from translation.pipeline.stems import Token, has_stems, tokens

ROOT_CHARS = 4
"""A word that begins with so many letters of a term's stem or more may be a compound of it."""
UNKNOWN_ENDING_CHARS = 2
"""What an ending may take from a word in a language without stems."""

_GENITIVE = re.compile("['’]?s?(?!\\w)|['’]")

Said = TypeVar("Said", Candidate, Outcome)


def has_terms(text: str, segment: Segment, language: str) -> bool:
    """True where a translation into `language` (BCP 47) contains all terms of the segment."""
    return all(_has(text, term, language) for term in segment.terms)


def _has(text: str, term: RequiredTerm, language: str) -> bool:
    if term.exact:
        return _has_name(text, term.target)
    if any(map(is_unspaced, term.target)):
        return term.target.casefold() in text.casefold()
    wanted, said = tokens(term.target, language), tokens(text, language)
    stemmed = has_stems(language)
    return any(
        all(_is_form(one, word, stemmed) for one, word in zip(wanted, said[at:], strict=False))
        for at in range(len(said) - len(wanted) + 1)
    )


def _has_name(text: str, name: str) -> bool:
    """True where the name stands there as it is, at most with the ending of the genitive."""
    for match in re.finditer(re.escape(name), text):
        ending = _GENITIVE.match(text, match.end())
        end = ending.end() if ending else match.end()
        if is_word_border(text, match.start()) and is_word_border(text, end):
            return True
    return False


def _is_form(wanted: Token, word: Token, stemmed: bool) -> bool:
    """True where `word` is an inflected form or a compound of `wanted`."""
    ending = 0 if stemmed else UNKNOWN_ENDING_CHARS
    root = wanted.key[: max(ROOT_CHARS, len(wanted.key) - ending)]
    return wanted.key == word.key or (len(root) >= ROOT_CHARS and word.key.startswith(root))


@dataclass(frozen=True, slots=True)
class Shelter:
    """`segment` is `original` with its terms as atoms behind the segment's own.

    `places[i]` is where character i of the one stands in the other, with the end of the text.
    """

    original: Segment
    segment: Segment
    terms: tuple[RequiredTerm, ...]
    places: tuple[int, ...]

    def restored(self, said: Said) -> Said:
        """The answer for the original: with what the terms become, and aligned with its text."""
        if not self.terms or said.text is None:
            return said
        spelled = [self._spelled(said.text, at) for at in range(len(said.text))]
        starts = [0]
        for part in spelled:
            starts.append(starts[-1] + len(part))
        spans = said.alignment
        moved = None if spans is None else tuple(_moved(s, self.places, starts) for s in spans)
        return replace(said, text="".join(spelled), alignment=moved)

    def _spelled(self, text: str, at: int) -> str:
        index = atom_index(text[at])
        number = -1 if index is None else index - len(self.original.atoms)
        if not 0 <= number < len(self.terms):
            return text[at]
        term = self.terms[number]
        begins = not any(map(_is_content, text[:at]))
        if begins and not term.exact and _begins_with_capital(self.original.text):
            return term.target[:1].upper() + term.target[1:]
        return term.target


def shelter(segment: Segment) -> Shelter:
    """The segment's terms as atoms; without terms the segment is the same."""
    parts: list[str] = []
    places: list[int] = []
    terms: list[RequiredTerm] = []
    for start, end, term in _pieces(segment):
        if term is None:
            parts.append(segment.text[start:end])
            places += range(start, end)
        else:
            parts.append(atom_character(len(segment.atoms) + len(terms)))
            places.append(start)
            terms.append(term)
    atoms = (*segment.atoms, *(term.target for term in terms))
    sheltered = Segment("".join(parts), atoms)
    return Shelter(segment, sheltered, tuple(terms), (*places, len(segment.text)))


def _pieces(segment: Segment) -> Iterator[tuple[int, int, RequiredTerm | None]]:
    """The text from left to right in stretches that are a term or hold none."""
    position = 0
    room = ATOM_LIMIT - len(segment.atoms)
    for start, end, term in islice(_found(segment), room):
        yield position, start, None
        yield start, end, term
        position = end
    yield position, len(segment.text), None


def _found(segment: Segment) -> Iterator[tuple[int, int, RequiredTerm]]:
    """Where the segment's terms stand, from left to right."""
    if not segment.terms:
        return
    text = segment.text
    terms = {term.source: term for term in segment.terms}
    longest_first = sorted(terms, key=len, reverse=True)
    for match in re.finditer("|".join(map(re.escape, longest_first)), text):
        if is_word_border(text, match.start()) and is_word_border(text, match.end()):
            yield match.start(), match.end(), terms[match[0]]


def _moved(span: AlignedSpan, source: Sequence[int], target: Sequence[int]) -> AlignedSpan:
    return AlignedSpan(
        source[span.source_start],
        source[span.source_end],
        target[span.target_start],
        target[span.target_end],
    )


def _is_content(character: str) -> bool:
    return character.isalnum() or atom_index(character) is not None


def _begins_with_capital(text: str) -> bool:
    return next(filter(_is_content, text), "").isupper()
