"""How atoms travel through a model that knows only words.

An atom is written as a short code such as ``X1`` or ``%1`` and recognised again in the
answer, with some tolerance for what models do to codes (a space inside, another case, other
digits). Short plain numbers may go as they are. Recognised codes become atom characters again;
a code that was never sent becomes an atom that does not exist, so that callers notice.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from translation.engines.base import ATOM_LIMIT, Segment, atom_character, atom_index

_LETTER = "A-Za-z\u00c0-\u024f0-9_"
_ATOMS = re.compile(f"[{atom_character(0)}-{atom_character(ATOM_LIMIT - 1)}]")
_PLAIN_NUMBER = re.compile(r"\d{1,4}([.,]\d{1,3})?\Z", re.ASCII)
_MOST_KNOWN = 999


@dataclass(frozen=True)
class Form:
    """One way to write atoms: `before`, a number, `after`."""

    before: str
    after: str = ""
    numbers_verbatim: bool = False

    def write(self, number: int) -> str:
        return f"{self.before}{number}{self.after}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What counts as this form in the answer of a model; group 1 is the number."""
        guard = f"(?<![{_LETTER}])" if self.before[:1].isalnum() else ""
        after = rf"(?:\s?{re.escape(self.after)})?" if self.after else ""
        before = r"\s?".join(map(re.escape, self.before))
        return re.compile(rf"{guard}{before}\s?(\d+)(?!\d){after}", re.IGNORECASE)


FORMS = (Form("%"), Form("VAR"), Form("#"), Form("P"), Form("X"), Form("*", "*"))
"""In the order in which they survived 40 forum sentences through the starter packages."""


def ordered_forms(names: Sequence[str] = ()) -> list[Form]:
    """The forms, those named (by their first code) first; the first sends numbers verbatim."""
    by_name = {form.write(1): form for form in FORMS}
    first = [by_name[name] for name in names if name in by_name]
    best, *others = first + [form for form in FORMS if form not in first]
    return [replace(best, numbers_verbatim=True), *others]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters and where each came from: `origin[i]` is the index in the other text."""

    text: str
    origin: Sequence[int]


@dataclass(frozen=True, slots=True)
class Coded:
    """A segment with its atoms written as codes, and the key to read them again."""

    source: Text
    form: Form
    atoms_by_number: dict[int, str] = field(default_factory=dict)
    atoms_by_text: dict[str, list[str]] = field(default_factory=dict)
    unknown_atom: str = ""

    def restore(self, answer: str) -> Text:
        """The answer with atom characters where codes are recognised."""
        found = self._codes(answer) + self._verbatim(answer)
        if not found:
            return Text(answer, range(len(answer)))
        characters: list[str] = []
        origin: list[int] = []
        position = 0
        for start, end, atom in sorted(found):
            if start < position:
                continue
            characters += answer[position:start] + atom
            origin += [*range(position, start), start]
            position = end
        characters += answer[position:]
        origin += range(position, len(answer))
        return Text("".join(characters), origin)

    def _codes(self, answer: str) -> list[tuple[int, int, str]]:
        if not self.atoms_by_number:
            return []
        return [
            (*match.span(), self.atoms_by_number.get(int(match[1]), self.unknown_atom))
            for match in self.form.pattern.finditer(answer)
            if match[0] not in self.source.text or int(match[1]) in self.atoms_by_number
        ]

    def _verbatim(self, answer: str) -> list[tuple[int, int, str]]:
        found = []
        for text, atoms in self.atoms_by_text.items():
            pattern = rf"(?<![\w.,]){re.escape(text)}(?!\w|[.,]\d)"
            for number, match in enumerate(re.finditer(pattern, answer)):
                found.append((*match.span(), atoms[min(number, len(atoms) - 1)]))
        return found


def may_go_verbatim(atom: str) -> bool:
    """True for atoms that a model may see as they are: small numbers, on which forms depend."""
    return _PLAIN_NUMBER.match(atom) is not None


def has_words(text: str) -> bool:
    """True where there is something to translate: a letter that is no atom."""
    return any(map(str.isalpha, _ATOMS.sub("", text)))


def encode(segment: Segment, form: Form, *, knows: Callable[[str], bool]) -> Coded:
    """Write the atoms of `segment` in `form`.

    `knows` says whether the model knows all pieces of a code; numbers whose code it does not
    know are skipped, as are codes that occur in the text itself.
    """
    plain, atoms = _ATOMS.subn("", segment.text)
    if not atoms:
        return Coded(Text(segment.text, range(len(segment.text))), form)
    numbers = _free_numbers(form, plain.lower(), knows)
    by_number: dict[int, str] = {}
    by_text: dict[str, list[str]] = {}
    codes: list[tuple[int, str]] = []
    for match in _ATOMS.finditer(segment.text):
        code = atom = _atom(segment, match[0])
        if _goes_verbatim(atom, form, plain, knows):
            by_text.setdefault(atom, []).append(match[0])
        else:
            number = next(numbers)
            code = form.write(number)
            by_number[number] = match[0]
        codes.append((match.start(), code))
    invented = atom_character(min(len(segment.atoms), ATOM_LIMIT - 1)) if by_number else ""
    return Coded(_with_codes(segment.text, codes), form, by_number, by_text, invented)


def _with_codes(text: str, codes: Sequence[tuple[int, str]]) -> Text:
    """`text` with the single characters at these positions replaced."""
    written: list[str] = []
    origin: list[int] = []
    position = 0
    for at, code in codes:
        written += text[position:at], code
        origin += [*range(position, at), *[at] * len(code)]
        position = at + 1
    written.append(text[position:])
    origin += range(position, len(text))
    return Text("".join(written), origin)


def _atom(segment: Segment, letter: str) -> str:
    """What the atom character `letter` stands for; empty where nothing is known of it."""
    index = atom_index(letter)
    return segment.atoms[index] if index is not None and index < len(segment.atoms) else ""


def _free_numbers(form: Form, plain: str, knows: Callable[[str], bool]) -> Iterator[int]:
    for number in count(1):
        code = form.write(number)
        if code.lower() not in plain and (number > _MOST_KNOWN or knows(f"a {code} b")):
            yield number


def _goes_verbatim(atom: str, form: Form, plain: str, knows: Callable[[str], bool]) -> bool:
    return bool(
        form.numbers_verbatim
        and may_go_verbatim(atom)
        and atom not in plain
        and knows(f"a {atom} b")
    )
