"""Words as they count in a glossary: cut out of a text, and without their inflection.

Stems are those of the Snowball project, for languages that have them; elsewhere a word is its
own stem. In scripts without blanks every character is a token, so that no border is needed.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from translation.pipeline.characters import UNSPACED

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u200c\u200d"
"""Vowel signs and accents, which belong to the word they stand in though they are no letters."""
_TOKEN = re.compile(rf"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})[\w{_MARKS}])+|\s+|.", re.DOTALL)

_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_KOREAN_PARTICLE = re.compile(
    "(?<=..)(?:에서|에게|으로|까지|부터|처럼|보다|을|를|이|가|은|는|의|에|로|와|과|도|만)$"
)
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Token:
    """A word, one character of a script without blanks, a sign, or a stretch of blanks.

    `key` is equal for all inflected forms of a word and for blanks of any length.
    """

    text: str
    start: int
    key: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(text: str, language: str) -> list[Token]:
    """All of `text` (in a language by its BCP 47 code) as tokens, in order."""
    return [
        Token(match[0], match.start(), key_of(match[0], language))
        for match in _TOKEN.finditer(text)
    ]


def key_of(token: str, language: str) -> str:
    """What all inflected forms of a word have in common; " " for blanks."""
    return stem(token.casefold(), language.split("-")[0]) if not token.isspace() else " "


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a word in small letters; `language` is a primary code such as ``pt``."""
    if language == "ko":
        return _KOREAN_PARTICLE.sub("", word)
    stemmer = _stemmer(language)
    if stemmer is None or not word[:1].isalpha():
        return word
    with _lock:  # A stemmer keeps state while it works.
        return str(stemmer.stemWord(word))


def has_stems(language: str) -> bool:
    """True where inflected forms of the language (BCP 47) have a common key."""
    primary = language.split("-")[0]
    return primary == "ko" or primary in _SNOWBALL


@cache
def _stemmer(language: str) -> Any:
    name = _SNOWBALL.get(language)
    if name is None:
        return None
    # Imported at first use: texts without a glossary never need it.
    import Stemmer

    return Stemmer.Stemmer(name, 0)
