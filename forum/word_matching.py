"""Finding listed words in a text, whole and in every inflected form. Pure.

Words are compared as the glossary compares them (`translation.pipeline.stems`): by their stems
where a language has any, character by character in scripts without blanks. Characters that nobody
sees, and other ways to write the same character, make no difference. No pattern is ever taken from
anybody: a list holds words, not expressions.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from translation.pipeline.stems import Token, tokens


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of a list; `language` is empty where it is meant in every language."""

    word: str
    language: str
    treatment: str


@dataclass(frozen=True, slots=True)
class Match:
    """What an entry found: `said` is how it stands in the text."""

    entry: Entry
    said: str


def key_of(word: str, language: str) -> str:
    """A word as it is compared with others of its list."""
    return "\x1f".join(_keys(tokens(plain(word)[0].strip(), language)))


def matches(text: str, languages: Collection[str], entries: Iterable[Entry]) -> list[Match]:
    """What of `entries` stands in a text that is in one of `languages` (BCP 47), in the order of
    the text, for each of the languages."""
    return WordList(entries).said_in(text, languages)


@dataclass(slots=True)
class _Step:
    """Where one is after some tokens: the entries that end here, and the tokens that go on."""

    entries: list[Entry] = field(default_factory=list)
    further: dict[str, "_Step"] = field(default_factory=dict)


class WordList:
    """Entries to be found in many texts: they are cut once for each language. However many begin
    alike, a token of a text is followed no further than the longest of them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_language: dict[str, list[Entry]] = defaultdict(list)
        self._starts: dict[str, _Step] = {}
        for entry in entries:
            self._by_language[entry.language].append(entry)

    def said_in(self, text: str, languages: Collection[str]) -> list[Match]:
        """As `matches`."""
        found: list[Match] = []
        shown, places = plain(text)
        for code in dict.fromkeys(languages):
            said, start = tokens(shown, code), self._start(code)
            for entry, first, last in _sequences(said, start):
                begin, end = places[said[first].start], places[said[last].end - 1] + 1
                found.append(Match(entry, text[begin:end]))
        return list(dict.fromkeys(found))

    def chars_to_cut(self, code: str) -> int:
        """How many characters are cut before a text in this language is looked at."""
        if code in self._starts:
            return 0
        return sum(len(entry.word) for entry in self._entries(code))

    def _entries(self, code: str) -> Iterable[Entry]:
        by_language = self._by_language
        found = [by_language.get(one, []) for one in ("", code, code.partition("-")[0])]
        return dict.fromkeys(entry for rows in found for entry in rows)

    def _start(self, code: str) -> _Step:
        if code not in self._starts:
            self._starts[code] = start = _Step()
            for entry in self._entries(code):
                step = start
                for key in _keys(tokens(plain(entry.word)[0].strip(), code)):
                    step = step.further.setdefault(key, _Step())
                step.entries.append(entry)
            start.entries.clear()  # what is empty stands nowhere
        return self._starts[code]


def _sequences(said: Sequence[Token], start: _Step) -> Iterator[tuple[Entry, int, int]]:
    """Entries with the first and last of the tokens that say them."""
    for first in range(len(said)):
        step = start
        for last in range(first, len(said)):
            further = step.further.get(said[last].key)
            if further is None:
                break
            step = further
            for entry in step.entries:
                yield entry, first, last


def _keys(found: Sequence[Token]) -> list[str]:
    return [token.key for token in found]


def plain(text: str) -> tuple[str, list[int]]:
    """A text without what nobody sees and with one way to write each character, and where every
    character of it stands in `text`."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if unicodedata.category(char) == "Cf" or char == "\u0640":  # tatweel only stretches
            continue
        for one in unicodedata.normalize("NFKC", char):
            chars.append(one)
            places.append(place)
    return "".join(chars), places
