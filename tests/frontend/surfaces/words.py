"""Words that say by themselves whose they are and in which state they stand on a surface.

Each text of the community holds one word that occurs nowhere else. Its first half survives the
engine `reference:pseudo`, its second half says what became of it: `Qvbdino` as it was written,
`Qvbdîîñöö` translated by the machine, `Qvbdok` corrected by people.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WRITTEN, TRANSLATED, BETTER = "written", "translated", "corrected"
_LETTERS = "bdfhjklmpqrtvwx"
_SAID = re.compile(r"(qv[bdfhjklmpqrtvwx]{2})(ino|ok|[îñö]+)", re.IGNORECASE)
_STATES = {"ino": WRITTEN, "ok": BETTER}


@dataclass(frozen=True, slots=True)
class Word:
    """The word of one text; another one after the text was edited."""

    stem: str

    @property
    def written(self) -> str:
        return f"{self.stem}ino"

    @property
    def sentence(self) -> str:
        """The word in a sentence, German enough."""
        return f"Die {self.written} flackert abends."

    def in_better_words(self, source: str) -> str:
        """What people say instead of the machine."""
        return source.replace(self.written, f"{self.stem}ok").replace("flackert", "parpadea")

    def is_in(self, text: str) -> bool:
        return self.stem.casefold() in text.casefold()


def words(names: Iterable[str], *, first: int = 0) -> dict[str, Word]:
    """A word for each name, from the number `first` on."""
    return {name: Word(_stem(number)) for number, name in enumerate(names, first)}


def _stem(number: int) -> str:
    tens, ones = divmod(number, len(_LETTERS))
    return f"Qv{_LETTERS[tens]}{_LETTERS[ones]}"


def said_in(text: str) -> Iterator[tuple[Word, str]]:
    """The words of our texts in `text`, each with the state in which it stands."""
    for stem, ending in _SAID.findall(text):
        yield Word(stem.capitalize()), _STATES.get(ending.casefold(), TRANSLATED)
