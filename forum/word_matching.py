"""Finding listed words in a text, whole and in every inflected form. Pure.

Words are compared as the glossary compares them (`translation.pipeline.stems`): by their stems
where a language has any, character by character in scripts without blanks. Characters that nobody
sees, and other ways to write the same character, make no difference. No pattern is ever taken from
anybody: a list holds words, not expressions.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

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
    found: list[Match] = []
    shown, places = plain(text)
    by_language = defaultdict(list)
    for entry in entries:
        by_language[entry.language].append(entry)
    for code in dict.fromkeys(languages):
        rows = [*by_language[""], *by_language[code], *by_language[code.partition("-")[0]]]
        said = tokens(shown, code)
        for entry, first, last in _sequences(said, dict.fromkeys(rows), code):
            start, end = places[said[first].start], places[said[last].end - 1] + 1
            found.append(Match(entry, text[start:end]))
    return list(dict.fromkeys(found))


def _sequences(
    said: Sequence[Token], entries: Iterable[Entry], code: str
) -> Iterable[tuple[Entry, int, int]]:
    """Entries with the first and last of the tokens that say them."""
    wanted = defaultdict(list)
    for entry in entries:
        keys = _keys(tokens(plain(entry.word)[0].strip(), code))
        if keys:
            wanted[keys[0]].append((entry, keys))
    for at, token in enumerate(said):
        for entry, keys in wanted.get(token.key, ()):
            if [one.key for one in said[at : at + len(keys)]] == keys:
                yield entry, at, at + len(keys) - 1


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
