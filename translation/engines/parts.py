"""What of a segment goes through a model, and how the answer becomes a candidate again.

White space around a segment, and segments without a letter, never reach the model; segments
that are too long for it go in parts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translation.borders import CLAUSE_END
from translation.engines.alignment import Alignment, aligned, places
from translation.engines.base import AlignedSpan, Candidate, Segment
from translation.engines.decoding import Decoded
from translation.engines.placeholders import Coded, Form, Text, encode, has_words
from translation.engines.tokenizers import Pieces, Tokenizer

MOST_PIECES = 200
"""Longer parts are cut anywhere, where a clause or at least a word ends if there is one: packages
were trained on shorter sentences, and some know no more than 512 positions, for answers as well."""
MOST_PIECES_OF_SENTENCES = 60
"""Longer parts are cut where a sentence ends: models trained on single sentences drop some of
several."""

_SENTENCE_END = re.compile(r"[.!?…]\s+|[。！？]\s*")
_WORD_END = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a segment beginning at `offset`; without `pieces` it is copied."""

    offset: int
    text: str
    coded: Coded | None = None
    pieces: Pieces | None = None


def parts_of(segment: Segment, tokenizer: Tokenizer, form: Form) -> list[Part]:
    """The parts of a segment, in order; joined they are its text."""
    return list(_cut(segment, 0, tokenizer, form))


class Wholes:
    """The parts of all segments of a call, and the answers for them as they come.

    `sources` are the pieces of all parts that go through the model.
    """

    def __init__(self, parts: Sequence[Sequence[Part]]) -> None:
        self.parts = parts
        self._places = [
            (number, place)
            for number, some in enumerate(parts)
            for place, part in enumerate(some)
            if part.pieces
        ]
        self.sources = [part.pieces.pieces for some in parts for part in some if part.pieces]

    def of(
        self, answers: Iterable[tuple[int, list[Decoded]]]
    ) -> Iterator[tuple[int, list[list[Decoded]]]]:
        """The number of each segment with the answers for its parts, once the last is there."""
        found: list[list[list[Decoded]]] = [[[] for _part in some] for some in self.parts]
        missing = Counter(number for number, _place in self._places)
        yield from ((number, found[number]) for number in range(len(found)) if not missing[number])
        for source, decoded in answers:
            number, place = self._places[source]
            found[number][place] = decoded
            missing[number] -= 1
            if not missing[number]:
                yield number, found[number]


def candidates(
    parts: Sequence[Part], answers: Sequence[Sequence[Decoded]], tokenizer: Tokenizer
) -> Iterator[Candidate]:
    """Candidates for the segment from the answers for its parts, best first, no text twice.

    `answers[i]` belongs to `parts[i]` and is empty for parts that are copied.
    """
    found: set[str] = set()
    for rank in range(max((len(some) for some in answers), default=0) or 1):
        chosen = [some[min(rank, len(some) - 1)] if some else None for some in answers]
        candidate = _joined(parts, chosen, tokenizer)
        if candidate.text not in found:
            found.add(candidate.text)
            yield candidate


def _cut(segment: Segment, offset: int, tokenizer: Tokenizer, form: Form) -> Iterator[Part]:
    text = segment.text
    lead = len(text) - len(text.lstrip())
    core = text.strip()
    if not has_words(core):
        yield Part(offset, text)
        return
    coded = encode(Segment(core, segment.atoms), form, knows=tokenizer.knows)
    pieces = tokenizer.encode(coded.source.text)
    if middle := _place_to_cut(text, len(pieces.pieces)):
        yield from _cut(Segment(text[:middle], segment.atoms), offset, tokenizer, form)
        yield from _cut(Segment(text[middle:], segment.atoms), offset + middle, tokenizer, form)
        return
    if lead:
        yield Part(offset, text[:lead])
    yield Part(offset + lead, core, coded, pieces)
    if trail := text[lead + len(core) :]:
        yield Part(offset + lead + len(core), trail)


def _place_to_cut(text: str, pieces: int) -> int | None:
    """Where to cut a text of so many pieces: after the sentence, or else the clause, or else the
    word that ends nearest to the middle, or in the very middle. None where it may stay whole."""
    if pieces > MOST_PIECES_OF_SENTENCES and (place := _nearest(_SENTENCE_END, text)):
        return place
    if pieces > MOST_PIECES and len(text) > 1:
        return _nearest(CLAUSE_END, text) or _nearest(_WORD_END, text) or len(text) // 2
    return None


def _nearest(end: re.Pattern[str], text: str) -> int | None:
    """The end nearest to the middle of the text with something on both sides."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    places = (match.end() for match in end.finditer(text))
    inner = (place for place in places if first < place < last)
    return min(inner, key=lambda place: abs(place - len(text) // 2), default=None)


def _joined(
    parts: Sequence[Part], chosen: Sequence[Decoded | None], tokenizer: Tokenizer
) -> Candidate:
    said = [_said(part, decoded, tokenizer) for part, decoded in zip(parts, chosen, strict=True)]
    tokens = sum(len(decoded.pieces) for decoded in chosen if decoded)
    weighted = sum(decoded.score * len(decoded.pieces) for decoded in chosen if decoded)
    aligns = all(part.pieces is None or part.pieces.spans is not None for part in parts)
    return Candidate(
        text="".join(one.restored.text for one in said),
        score=weighted / tokens if tokens else 0.0,
        tokens=tokens,
        alignment=Alignment(lambda: _spans(said)) if aligns else None,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What became of a part: `answer` with codes, `restored` with atoms."""

    part: Part
    restored: Text
    decoded: Decoded | None = None
    answer: Pieces | None = None

    def spans(self, offset: int) -> Sequence[AlignedSpan]:
        """Its alignment, when it begins at `offset` in the whole answer."""
        part, restored = self.part, self.restored
        if part.pieces is None or part.coded is None or self.decoded is None or not self.answer:
            end, length = part.offset + len(part.text), len(restored.text)
            return [AlignedSpan(part.offset, end, offset, offset + length)]
        source = places(part.pieces, part.coded.source, part.offset)
        seen = self.decoded.looked_at()
        return aligned(source, self.answer, seen, restored=restored, offset=offset)


def _said(part: Part, decoded: Decoded | None, tokenizer: Tokenizer) -> _Said:
    if decoded is None or part.coded is None:
        return _Said(part, Text(part.text, range(len(part.text))))
    answer = tokenizer.decode(decoded.pieces)
    return _Said(part, part.coded.restore(answer.text), decoded, answer)


def _spans(said: Sequence[_Said]) -> Iterator[AlignedSpan]:
    offset = 0
    for one in said:
        yield from one.spans(offset)
        offset += len(one.restored.text)
