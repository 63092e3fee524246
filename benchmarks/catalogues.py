"""Sentences that people translated: the message catalogues of installed packages.

Nothing of others is kept in this project; the texts are read where they are installed. Two
languages are joined over the English message that both translate.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from babel.messages.mofile import read_mo

PACKAGES = ("django", "wagtail", "allauth")
FEWEST_WORDS = 4
MOST_WORDS = 60

_MARKUP = re.compile(r"%\(|%[sd]|[{}<>*\[\]`#|\\\n]|&\w+;")


def sentence_pairs(source: str, target: str) -> list[tuple[str, str]]:
    """Sentences in `source` with a translation into `target` by people, in a stable order.

    Only messages without markup or fill-ins, of FEWEST_WORDS to MOST_WORDS words in English, each
    source once.
    """
    into_source, into_target = _catalogue(source), _catalogue(target)
    pairs = {
        into_source[english]: into_target[english]
        for english in into_source
        if english in into_target
    }
    return sorted(pairs.items())


@cache
def _catalogue(language: str) -> dict[str, str]:
    """English messages and what they are in `language`."""
    texts: dict[str, str] = {}
    for english, foreign in _messages("de" if language == "en" else language):
        text = english if language == "en" else foreign
        if _is_prose(english) and text and not _MARKUP.search(text):
            texts.setdefault(english, text)
    return texts


def _messages(language: str) -> Iterator[tuple[str, str]]:
    """The messages of all packages in English and in `language`, without plurals."""
    for path in _files(language.replace("-", "_")):
        with path.open("rb") as file:
            for message in read_mo(file):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    yield message.id, message.string


def _files(folder: str) -> Iterator[Path]:
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin:
            root = Path(spec.origin).parent
            yield from sorted(root.glob(f"**/locale/{folder}/LC_MESSAGES/*.mo"))


def _is_prose(text: str) -> bool:
    return FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and not _MARKUP.search(text)
