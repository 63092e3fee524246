"""Puts outcomes into the slots of a run: the target text with its atoms and marks at offsets.

An outcome that lost, doubled or invented an atom is refused: its slot shows the source. Links
never overlap, and one that finds no place is handed back as lost, to be appended.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from translation.engines.base import AlignedSpan, Segment, atom_index
from translation.pipeline.characters import SLOT, is_unspaced
from translation.pipeline.clean import clean
from translation.pipeline.flatten import Mark, Run
from translation.pipeline.marks import Span, project
from translation.pipeline.nodes import Atom
from translation.pipeline.outcome import Alignment, Outcome, has_all_atoms
from translation.pipeline.peel import restore_capitals


@dataclass(frozen=True, slots=True)
class Filling:
    """What is to stand in place of `start:end` of a run; the source itself for None."""

    start: int
    end: int
    segment: Segment
    outcome: Outcome | None
    shouted: bool = False


@dataclass(slots=True)
class Target:
    """What a run becomes. `lost` are links without a place; `kept` are spans of source text."""

    text: str = ""
    atoms: dict[int, Atom] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    kept: list[Span] = field(default_factory=list)
    lost: list[Mark] = field(default_factory=list)

    def spelled(self) -> str:
        """The text with its atoms as they read, for where there is no markup."""
        return "".join(
            self.atoms[at].text if at in self.atoms else character
            for at, character in enumerate(self.text)
        )


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the run and where its text stands in the target."""

    source: Span
    target: Span
    translated: tuple[str, str, Alignment | None] | None = None
    """Source text, target text and alignment of the segment; None where nothing changed."""


def usable(outcome: Outcome, segment: Segment) -> bool:
    """True where the outcome may be shown: it says something and holds each atom once."""
    if outcome.is_kept or outcome.text is None:
        return False
    text = clean(outcome.text, segment)
    return bool(text) and has_all_atoms(text, segment)


def fill(run: Run, fillings: Sequence[Filling], language: str = "und") -> Target:
    """The target of `run` in `language`; fillings are usable, in order, and do not overlap."""
    filler = _Filler(run, language)
    for filling in fillings:
        filler.copy_until(filling.start)
        filler.put(filling)
    filler.copy_until(len(run.text))
    return filler.finish()


class _Filler:
    """Builds a target from left to right."""

    def __init__(self, run: Run, language: str) -> None:
        self.run = run
        self.language = language
        self.target = Target()
        self.parts: list[str] = []
        self.regions: list[Region] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.length = 0
        self.position = 0

    def copy_until(self, end: int) -> None:
        """Take over the run's own text up to `end`."""
        atoms = [self.run.atoms[at] for at in range(self.position, end) if at in self.run.atoms]
        span = self._append(self.run.text[self.position : end], atoms)
        self.regions.append(Region((self.position, end), span))
        self.position = end

    def put(self, filling: Filling) -> None:
        """Put what the filling says, or the source where it says nothing."""
        if filling.outcome is None or filling.outcome.text is None:
            self.copy_until(filling.end)
            self.target.kept.append(self.regions[-1].target)
            return
        text = clean(filling.outcome.text, filling.segment)
        alignment = filling.outcome.alignment if text == filling.outcome.text else None
        offsets = [at for at in range(filling.start, filling.end) if at in self.run.atoms]
        indexes = (atom_index(character) for character in text)
        atoms = [self.run.atoms[offsets[index]] for index in indexes if index is not None]
        shown = restore_capitals(text, self.language) if filling.shouted else text
        source = self.run.text[filling.start : filling.end]
        span = self._append(_slots(_broken(source, shown, alignment)), atoms)
        translated = (filling.segment.text, text, alignment)
        self.regions.append(Region((filling.start, filling.end), span, translated))
        self.position = filling.end

    def _append(self, text: str, atoms: Sequence[Atom]) -> Span:
        if text and self._needs_blank(text[0]):
            self.parts.append(" ")
            self.length += 1
        start = self.length
        places = (start + at for at, character in enumerate(text) if character == SLOT)
        self.target.atoms.update(zip(places, atoms, strict=True))
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def _needs_blank(self, right: str) -> bool:
        """True where a language without blanks had none and the target needs one."""
        left = next((part[-1] for part in reversed(self.parts) if part), " ")
        around = self.run.text[max(self.position - 1, 0) : self.position + 1]
        if not any(map(is_unspaced, around)) or any(map(str.isspace, around)):
            return False
        if is_unspaced(left) or is_unspaced(right):
            return False
        ends_word = left.isalnum() or left == SLOT or left in ".,;:!?)…%"
        return ends_word and (right.isalnum() or right == SLOT)

    def finish(self) -> Target:
        """The target with its marks in place."""
        self.target.text = "".join(self.parts)
        self.starts = [region.source[0] for region in self.regions]
        self.ends = [region.source[1] for region in self.regions]
        for mark in self.run.marks:
            start, end = self._projected(mark)
            self.target.marks.append(replace(mark, start=start, end=end))
        _part_links(self.target, self.run.marks)
        return self.target

    def _projected(self, mark: Mark) -> Span:
        first = bisect_right(self.ends, mark.start)
        last = bisect_left(self.starts, mark.end, lo=first)
        found = (_project(region, mark) for region in self.regions[first:last])
        spans = [span for span in found if span]
        return min(span[0] for span in spans), max(span[1] for span in spans)


def _project(region: Region, mark: Mark) -> Span | None:
    """The part of the region's target that belongs to the mark."""
    base, place = region.source[0], region.target[0]
    start, end = max(mark.start, base) - base, min(mark.end, region.source[1]) - base
    if start >= end:
        return None
    if region.translated:
        source, target, alignment = region.translated
        start, end = project(source, (start, end), target, alignment)
    return place + start, place + end


def _slots(text: str) -> str:
    """`text` with every atom's character replaced by SLOT."""
    return "".join(c if atom_index(c) is None else SLOT for c in text)


def _broken(source: str, text: str, alignment: Alignment | None) -> str:
    """`text` with the soft line breaks of the source where a blank corresponds to them exactly."""
    if "\n" not in source or not alignment:
        return text
    characters = list(text)
    for span in alignment:
        if not _is_single(span):
            continue
        before, after = source[span.source_start], characters[span.target_start]
        if (before, after) == ("\n", " "):
            characters[span.target_start] = "\n"
    return "".join(characters)


def _is_single(span: AlignedSpan) -> bool:
    source, target = span.source_end - span.source_start, span.target_end - span.target_start
    return source == target == 1


def _part_links(target: Target, originals: Sequence[Mark]) -> None:
    """Links may not overlap: the later one gives way, and is lost where nothing remains.

    Links that raw HTML nested in the source are left as they were.
    """
    apart = {mark.order: mark for mark in _apart([mark for mark in originals if mark.is_link])}
    links = ((mark.start, mark.order, mark.end) for mark in target.marks if mark.order in apart)
    starts: dict[int, int] = {}
    reached = 0
    for start, order, end in sorted(links):
        starts[order] = max(start, reached)
        if _says_something(target.text[starts[order] : end]):
            reached = end
        else:
            target.lost.append(apart[order])
    lost = {mark.order for mark in target.lost}
    target.marks = [
        replace(mark, start=starts.get(mark.order, mark.start))
        for mark in target.marks
        if mark.order not in lost
    ]


def _says_something(text: str) -> bool:
    """True for what a link can be seen by: more than blanks and punctuation."""
    return any(character.isalnum() or character == SLOT for character in text)


def _apart(links: Sequence[Mark]) -> Iterator[Mark]:
    """The links, given in order, that neither enclose another nor are enclosed."""
    reached = 0
    for index, link in enumerate(links):
        encloses = index + 1 < len(links) and links[index + 1].start < link.end
        if link.start >= reached and not encloses:
            yield link
        reached = max(reached, link.end)
