"""Sentences as people read and type them, and as they are stored. Pure.

Stored sentences hold private-use characters for atoms (code, addresses, names). People see what
the atoms read like and type just that; whatever else they type, they can neither lose, double
nor invent an atom.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from translation.correction_errors import AtomsDoubled, AtomsMissing
from translation.engines.base import Segment, atom_character, atom_index
from translation.pipeline.characters import OPAQUE

_ASCII_WORD = re.compile(r"[A-Za-z0-9_]")
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that look like a blank."""


def spelled(text: str, atoms: Sequence[str]) -> str:
    """`text` (with atom characters) as people read it, in one line."""
    shown = (_shown(character, atoms) for character in text)
    return _in_one_line("".join(shown))


def pieces(text: str, atoms: Sequence[str]) -> list[tuple[str, bool]]:
    """The same in pieces; True for those that are atoms."""
    found: list[tuple[str, bool]] = []
    for character in text:
        index = atom_index(character)
        if index is not None and index < len(atoms):
            found.append((_handle(index, atoms), True))
        elif found and not found[-1][1]:
            found[-1] = found[-1][0] + character, False
        else:
            found.append((character, False))
    return found


def stored(typed: str, segment: Segment) -> str:
    """What somebody typed, with the atom characters of `segment`.

    Atoms that read alike are taken in the order of the original. Raises AtomsMissing and
    AtomsDoubled, which name them.
    """
    text = _in_one_line(OPAQUE.sub("", typed))
    wanted: dict[str, list[int]] = {}
    for index in range(len(segment.atoms)):
        wanted.setdefault(_handle(index, segment.atoms), []).append(index)
    places = _places(text, {handle: len(indexes) for handle, indexes in wanted.items()})
    _check_complete(places, wanted)
    return _with_characters(text, places, wanted)


def can_be_seen(text: str) -> bool:
    """True where `text` (with atom characters) holds more than blanks, accents on nothing and
    characters without width: nobody can click on such a title."""
    return any(
        unicodedata.category(character) not in {"Cf", "Mn"}
        for character in text
        if not character.isspace() and character not in _FILLERS
    )


def _shown(character: str, atoms: Sequence[str]) -> str:
    index = atom_index(character)
    return character if index is None or index >= len(atoms) else _handle(index, atoms)


def _handle(index: int, atoms: Sequence[str]) -> str:
    """How an atom reads; a number in brackets for pictures and the like that read like nothing."""
    return _in_one_line(OPAQUE.sub("", atoms[index])) or f"⟨{index + 1}⟩"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


_Place = tuple[int, int, str]
"""Start, end and handle of an atom in what was typed."""


def _places(text: str, counts: dict[str, int]) -> list[_Place]:
    """Where the handles stand in `text`: as words of their own, and those of which there are too
    few that way also within words (languages add endings)."""
    found = list(_found(text, counts, loose=frozenset()))
    seen = Counter(handle for _start, _end, handle in found)
    loose = frozenset(handle for handle, count in counts.items() if seen[handle] < count)
    return list(_found(text, counts, loose=loose)) if loose else found


def _found(text: str, handles: dict[str, int], *, loose: frozenset[str]) -> Iterator[_Place]:
    if not handles:
        return
    # The longest first: `config.yaml` is one atom though `config` may be another.
    ordered = sorted(handles, key=lambda handle: (-len(handle), handle))
    pattern = "|".join(
        re.escape(handle) if handle in loose else _as_word(handle) for handle in ordered
    )
    for match in re.finditer(pattern, text):
        yield match.start(), match.end(), match.group()


def _as_word(handle: str) -> str:
    """Latin letters next to a Latin letter are another word; next to a kana they are not."""
    before = r"(?<![A-Za-z0-9_])" if _ASCII_WORD.match(handle[0]) else ""
    after = r"(?![A-Za-z0-9_])" if _ASCII_WORD.match(handle[-1]) else ""
    return f"{before}{re.escape(handle)}{after}"


def _check_complete(places: Sequence[_Place], wanted: dict[str, list[int]]) -> None:
    seen = Counter(handle for _start, _end, handle in places)
    missing = [handle for handle, indexes in wanted.items() if seen[handle] < len(indexes)]
    if missing:
        raise AtomsMissing(atoms=_listed(missing))
    doubled = [handle for handle, indexes in wanted.items() if seen[handle] > len(indexes)]
    if doubled:
        raise AtomsDoubled(atoms=_listed(doubled))


def _listed(handles: Sequence[str]) -> str:
    return ", ".join(f"“{handle[:60]}”" for handle in handles[:5])


def _with_characters(text: str, places: Sequence[_Place], wanted: dict[str, list[int]]) -> str:
    left = {handle: iter(indexes) for handle, indexes in wanted.items()}
    parts: list[str] = []
    position = 0
    for start, end, handle in places:
        parts += [text[position:start], atom_character(next(left[handle]))]
        position = end
    return "".join([*parts, text[position:]])
