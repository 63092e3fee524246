"""Which terms of a glossary stand in a text, and what they must become.

Knows the entries of one pair of languages as plain values; who wrote them and for whom is not
its business. Atoms are never looked into: their characters match no entry.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from translation.engines.base import RequiredTerm
from translation.pipeline.stems import Token, tokens

MOST_ENDING_CHARS = 3
"""By how much an inflected form may differ from the entry in length: stems also unite words of
different meaning (English "organ" and "organization")."""
LONG_ENDINGS = dict.fromkeys("ar cs et eu fa fi hi hu hy ko lt ne pl ru sr ta tr".split(), 5)
"""Languages whose endings are longer than that."""


Keys: TypeAlias = tuple[str, ...]
"""A term without its inflection, by the keys of its tokens."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`source` is translated as `target`, or not at all where that is None."""

    source: str
    target: str | None
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class _Indexed:
    entry: Entry
    tokens: tuple[Token, ...]

    def rank(self, found: Sequence[Token]) -> tuple[bool, bool]:
        """Smaller for the better match of several that fit and are equally long."""
        inflected = any(a.text != b.text for a, b in zip(self.tokens, found, strict=True))
        return inflected, not self.entry.case_sensitive


class Glossary:
    """The entries from one language into another; among equals the first one counts.

    Matching takes one pass over a text, whatever the number of entries: what counts is how many
    lengths the entries have that begin with the same word.
    """

    def __init__(
        self, entries: Iterable[Entry], *, source_language: str, target_language: str
    ) -> None:
        self.source_language = source_language
        self.target_language = target_language
        primary = source_language.split("-")[0]
        self._most_ending = LONG_ENDINGS.get(primary, MOST_ENDING_CHARS)
        self._capital_nouns = primary == "de"
        self._lengths: dict[str, list[int]] = {}
        self._by_keys: dict[Keys, list[_Indexed]] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        words = tuple(tokens(entry.source.strip(), self.source_language))
        if words:
            keys = _keys(words)
            self._by_keys.setdefault(keys, []).append(_Indexed(entry, words))
            lengths = {len(words), *self._lengths.get(keys[0], ())}
            self._lengths[keys[0]] = sorted(lengths, reverse=True)

    def terms_in(self, text: str) -> tuple[RequiredTerm, ...]:
        """What the entries that match `text` ask for, each once, in the order of the text.

        From left to right the longest entry wins; matches do not overlap.
        """
        return tuple(dict.fromkeys(self._matches(text))) if self._by_keys else ()

    def _matches(self, text: str) -> Iterator[RequiredTerm]:
        words = tokens(text, self.source_language)
        keys = _keys(words)
        at = 0
        while at < len(words):
            found = self._longest(words, keys, at)
            if found is None:
                at += 1
                continue
            last = at + len(found.tokens) - 1
            yield _required(found.entry, text[words[at].start : words[last].end])
            at = last + 1

    def _longest(self, words: Sequence[Token], keys: Keys, at: int) -> _Indexed | None:
        """The best entry that begins at word number `at`: the longest, a literal match before an
        inflected one, then the stricter entry."""
        for length in self._lengths.get(keys[at], ()):
            entries = self._by_keys.get(keys[at : at + length], ())
            found = words[at : at + length] if entries else ()
            fitting = ((one.rank(found), one) for one in entries if self._fits(one, found))
            if best := min(fitting, key=lambda ranked: ranked[0], default=None):
                return best[1]
        return None

    def _fits(self, one: _Indexed, found: Sequence[Token]) -> bool:
        return all(
            self._same_word(wanted, word, case_sensitive=one.entry.case_sensitive)
            for wanted, word in zip(one.tokens, found, strict=True)
        )

    def _same_word(self, wanted: Token, found: Token, *, case_sensitive: bool) -> bool:
        if wanted.key != found.key:
            return False
        if wanted.key == " " or wanted.text == found.text:
            return True
        if wanted.text.casefold() == found.text.casefold():
            return not case_sensitive
        return self._is_inflected(wanted.text, found.text, case_sensitive=case_sensitive)

    def _is_inflected(self, wanted: str, found: str, *, case_sensitive: bool) -> bool:
        """True where two words of one stem are likely the same word."""
        if abs(len(wanted) - len(found)) > self._most_ending:
            return False
        if not case_sensitive and not self._capital_nouns:
            return True
        # In German a small letter says that it is another part of speech.
        return found[0].isupper() or not wanted[0].isupper()


def _keys(words: Iterable[Token]) -> Keys:
    return tuple(word.key for word in words)


def _required(entry: Entry, found: str) -> RequiredTerm:
    """What `found` in the text must become; a name stays as its writer wrote it, an inflected
    one becomes what the entry says."""
    if entry.target is not None:
        return RequiredTerm(found, entry.target)
    name = entry.source.strip()
    return RequiredTerm(found, found if found.casefold() == name.casefold() else name, exact=True)


NO_GLOSSARY = Glossary((), source_language="und", target_language="und")
