"""What every translation engine promises.

An engine translates lists of plain segments from one language into another. It states its
pairs, a fingerprint that changes when its output may change, and how atoms (parts that must
not change) travel through it. It knows no Markdown, no posts and no database, and it never
returns HTML: what it answers is plain text that callers escape.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from translation.errors import PairUnsupported

ATOM_BASE = 0xE000
"""Code point of atom 0 in the text of a segment (private use area)."""
ATOM_LIMIT = 0xF8FF - ATOM_BASE + 1
"""Most atoms one segment can hold."""


def atom_character(index: int) -> str:
    """The private-use character that stands for atom number `index` in a segment's text."""
    return chr(ATOM_BASE + index)


def atom_index(character: str) -> int | None:
    """The number of the atom that `character` stands for, or None for ordinary text."""
    index = ord(character) - ATOM_BASE
    return index if 0 <= index < ATOM_LIMIT else None


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A direction of translation; both codes in canonical BCP 47 form."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class RequiredTerm:
    """`source`, as it stands in a segment's text, must become `target` in the translation.

    An inflected form of `target` will do, except where it must be `exact` (names that are not
    translated).
    """

    source: str
    target: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence to translate.

    `text` holds ordinary characters and, for each atom, `atom_character(i)`; `atoms[i]` is what
    the atom reads like in the source (an engine may send it verbatim or as a placeholder).
    `terms` are what the glossary asks for; the ladder sees to them, engines ignore them.
    """

    text: str
    atoms: tuple[str, ...] = ()
    terms: tuple[RequiredTerm, ...] = ()


class Effort(Enum):
    """How hard an engine tries: the rungs of the ladder that need the model again."""

    QUICK = "quick"
    BEAM = "beam"
    NO_REPEAT = "no_repeat"


@dataclass(frozen=True, slots=True)
class AlignedSpan:
    """Characters `source_start:source_end` became `target_start:target_end`."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposal for a segment.

    `text` uses the same atom characters as the segment. `score` is the mean log-probability per
    target token (natural logarithm, 0 is certain), None where the engine has none.
    `unknown_share` is the share of words the engine did not know, 0 to 1. `alignment` relates
    characters of both texts (atom characters count as one), None where the engine gives none.
    """

    text: str
    score: float | None = None
    tokens: int = 0
    unknown_share: float = 0.0
    alignment: Sequence[AlignedSpan] | None = None


class Engine(ABC):
    """Base class of all engines; one instance per process and alias.

    Subclasses raise only `translation.errors.EngineError` and its children from `translate`.
    """

    gated: bool = True
    """False where answers are right by definition and the quality gate has nothing to say; that
    atoms and numbers are complete is verified always."""

    family: str = ""
    """Whose calibration holds for the answers (`translation.pipeline.thresholds`); empty where
    nothing was ever measured."""

    tries_harder: bool = True
    """False where every effort gives the same answer, so that asking again is of no use."""

    def __init__(self, *, alias: str) -> None:
        self.alias = alias

    @abstractmethod
    def pairs(self) -> frozenset[Pair]:
        """The directions this engine can translate now, cheaply (no model is loaded)."""

    @abstractmethod
    def fingerprint(self, pair: Pair) -> str:
        """Identifies what would translate `pair`; changes when the output may change."""

    def label(self, pair: Pair) -> str:
        """For people, for example ``argos de_en 1.9``."""
        return f"{self.alias} {pair.source}_{pair.target}"

    def experimental(self, pair: Pair) -> bool:
        """True where readers must be told that the result is uncertain whatever its score."""
        return False

    def accepts(self, pair: Pair) -> None:
        """Raise `PairUnsupported` unless this engine translates `pair`."""
        if pair not in self.pairs():
            raise PairUnsupported(source=pair.source, target=pair.target)

    def count_tokens(self, text: str, pair: Pair) -> int:
        """How many model tokens `text` takes; the default guesses four characters a token."""
        return len(text) // 4 + 1

    def forms(self, pair: Pair) -> int:
        """How many forms of placeholder `translate` can try; at least 1."""
        return 1

    @abstractmethod
    def translate(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> list[list[Candidate]]:
        """Candidates for each segment, best first, at least one each, in the order given.

        The engine encodes atoms in its placeholder form number `form` and restores atom
        characters in its answer as far as it recognises them; callers verify.
        Raises PairUnsupported, EngineUnavailable, EngineOutOfMemory, InputRefused or
        PackageBroken.
        """

    def stream(
        self,
        segments: Sequence[Segment],
        pair: Pair,
        *,
        effort: Effort = Effort.QUICK,
        form: int = 0,
    ) -> Iterator[tuple[int, Iterable[Candidate]]]:
        """The same as `translate`, by number of the segment, each as soon as it is there: the
        first can be judged while others are translated. Candidates may be made only when somebody
        gets to them, which is seldom beyond the first. Raises what `translate` raises.
        """
        yield from enumerate(self.translate(segments, pair, effort=effort, form=form))

    def unload(self) -> None:
        """Free what models hold in memory; the next call loads again."""
