"""What is asked of every surface, and of which texts on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core import languages
from tests.frontend.surfaces import changes
from tests.frontend.surfaces.looking import Visit
from tests.frontend.surfaces.matrix import Surface
from tests.frontend.surfaces.seen import Piece, Seen
from tests.frontend.surfaces.words import BETTER, TRANSLATED, WRITTEN, Word, said_in
from tests.frontend.surfaces.world import COMMUNITY, IN_THREADS, NAMES, OF_PEOPLE, World


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a surface by somebody who reads in `code`."""

    surface: Surface
    world: World
    code: str
    seen: Seen

    def states(self, name: str) -> set[str]:
        """In which states the word of a text stands here."""
        word = self.world.words[name]
        every = (said for piece in self.seen.pieces for said in said_in(piece.text))
        return {state for said, state in every if said == word}

    def has(self, word: Word) -> bool:
        """True where anything that was sent holds the word, also in an address."""
        return word.is_in(self.seen.raw)


Complaints = Iterator[str]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One column. `change` makes the world, `of` are the texts of which it asks anything;
    `otherwise` says why nothing is asked of surfaces that show none of them."""

    name: str
    code: str
    change: Callable[[World, str], World]
    complaints: Callable[[Found, str], Complaints]
    of: frozenset[str] = NAMES
    otherwise: str = ""

    def names(self, surface: Surface) -> list[str]:
        """The texts on a surface that this aspect is about."""
        return [] if self.name in surface.exempt else [n for n in surface.shows if n in self.of]

    def why_not(self, surface: Surface) -> str:
        """The reason where nothing is asked; empty where something is."""
        return surface.exempt.get(self.name) or ("" if self.names(surface) else self.otherwise)


def as_written(found: Found, name: str) -> Complaints:
    states = found.states(name)
    if states != {WRITTEN}:
        yield f"{name} stands there {states or 'nowhere'}, not as it was written"


def translated(found: Found, name: str) -> Complaints:
    states = found.states(name)
    if TRANSLATED not in states:
        yield f"{name} stands there {states or 'nowhere'}, not translated"
    if WRITTEN in states and not found.surface.beside:
        yield f"{name} stands there as it was written, too"


def edited(found: Found, name: str) -> Complaints:
    yield from translated(found, name)
    if found.has(found.world.before[name]) and not found.surface.remembers:
        yield f"{name} stands there as it was before"


def corrected(found: Found, name: str) -> Complaints:
    states = found.states(name)
    if BETTER not in states:
        yield f"{name} stands there {states or 'nowhere'}, not corrected"
    if TRANSLATED in states and not found.surface.remembers:
        yield f"{name} stands there in the machine's words, too"


def gone(found: Found, name: str) -> Complaints:
    if found.has(found.world.words[name]):
        yield f"{name} is still there"


def hidden(found: Found, name: str) -> Complaints:
    yield from gone(found, name)
    if COMMUNITY in found.seen.raw:
        yield "the community is named"


WAITING = Aspect("waiting", "ar", changes.untouched, as_written)
READ = Aspect("translated", "es", changes.translated, translated)
READ_FROM_THE_RIGHT = Aspect("right to left", "ar", changes.translated, translated)
EDITED = Aspect(
    "edited",
    "es",
    changes.edited,
    edited,
    of=changes.EDITABLE,
    otherwise="it shows nothing that can be edited",
)
CORRECTED = Aspect(
    "corrected",
    "ar",
    changes.corrected,
    corrected,
    of=changes.CORRECTABLE,
    otherwise="it shows nothing whose translation others may correct",
)
DELETED = Aspect(
    "deleted",
    "es",
    changes.without_answer,
    gone,
    of=frozenset({"answer"}),
    otherwise="it shows no posts but opening ones, which go with their threads",
)
THREAD_DELETED = Aspect(
    "thread deleted",
    "es",
    changes.without_threads,
    gone,
    of=IN_THREADS,
    otherwise="it shows nothing of threads",
)
CLOSED = Aspect(
    "closed",
    "es",
    changes.closed,
    hidden,
    of=NAMES - OF_PEOPLE,
    otherwise="it shows nothing that belongs to a community",
)
ASPECTS = [WAITING, READ, READ_FROM_THE_RIGHT, EDITED, CORRECTED, DELETED, THREAD_DELETED, CLOSED]


def complaints(aspect: Aspect, visit: Visit, surface: Surface) -> list[str]:
    """Everything that is wrong with a surface in the world of an aspect."""
    found = Found(surface, visit.world, visit.code, surface.look(visit))
    about = (said for name in aspect.names(surface) for said in aspect.complaints(found, name))
    return [*everywhere(found), *about]


def everywhere(found: Found) -> Complaints:
    """What holds on every surface in every world: each piece has the language and direction of
    its words, and nobody but staff reads what is for staff."""
    for piece in found.seen.pieces:
        for _word, state in said_in(piece.text):
            yield from _mismarked(piece, state, found.code)
    if found.has(found.world.words["whisper"]) and not found.surface.for_staff:
        yield "what is for staff only stands there"


def _mismarked(piece: Piece, state: str, code: str) -> Complaints:
    lang = "de" if state == WRITTEN else code
    if not piece.direction:
        # A title tag or a subject stands in the language of its page, whatever it says.
        right = state == WRITTEN or piece.lang == lang
    else:
        right = (piece.lang, piece.direction) == (lang, languages.direction(lang))
    if not right:
        yield f"“{piece.text[:60]}” stands there as {piece.lang or '?'}, {piece.direction or '?'}"
