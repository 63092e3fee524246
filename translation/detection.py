"""Which language a text is written in.

py3langid ranks languages on the whole model; the answer is limited to the languages offered and
weighed with those the author says to write. Too short or too flat evidence yields the author's
own language, marked as assumed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import hanzidentifier

from core import languages
from translation.engines.base import atom_index
from translation.pipeline import Format, make_plan
from translation.pipeline.identify import ranked

LETTERS_MIN = 12
"""Fewer letters than this say nothing about the language (a third of that in CJK)."""
CONFIDENCE_FLOOR = 0.6
PRIOR_WEIGHT = 20.0
"""How much likelier a text is in one of its author's languages than in any other."""
_QUOTED = re.compile(r"^ {0,3}>.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Detected:
    """`confidence` between 0 and 1; `origin` as in `Text.LanguageOrigin`."""

    language: str
    confidence: float
    origin: Literal["detected", "assumed"]


def detect(prose: str, *, author_languages: Sequence[str] = ()) -> Detected:
    """The language of `prose` (text without code), given what its author writes."""
    offered = [language.code for language in languages.offered()]
    assumed = next(iter(author_languages), languages.current())
    likely = _weighed(prose, offered, author_languages) if _enough(prose) else []
    if not likely or likely[0][1] < CONFIDENCE_FLOOR:
        return Detected(assumed, likely[0][1] if likely else 0.0, "assumed")
    language, confidence = likely[0]
    return Detected(_variant(language, prose, author_languages, offered), confidence, "detected")


def prose(source: str, format: Format) -> str:
    """What of a text its author says: without code, addresses, names and numbers; and without
    quotations, which may be in another language, unless there is nothing else.

    Raises InvalidInput for what cannot be parsed.
    """
    if format == "markdown" and _QUOTED.search(source):
        own = _words(_QUOTED.sub("", source), format)
        if own.strip():
            return own
    return _words(source, format)


def _words(source: str, format: Format) -> str:
    segments = make_plan(source, format, languages.UNKNOWN, languages.UNKNOWN).segments
    text = " ".join(segment.text for segment in segments)
    return "".join(character for character in text if atom_index(character) is None)


def _enough(prose: str) -> bool:
    letters = sum(character.isalpha() for character in prose)
    wide = sum(character >= "⺀" for character in prose)
    return letters + 2 * wide >= LETTERS_MIN


def _weighed(
    prose: str, offered: Sequence[str], author_languages: Sequence[str]
) -> list[tuple[str, float]]:
    bases = {code.partition("-")[0] for code in offered}
    own = {code.partition("-")[0] for code in author_languages}
    weighted = [
        (code, probability * (PRIOR_WEIGHT if code in own else 1.0))
        for code, probability in ranked(prose[:5000])
        if code in bases
    ]
    total = sum(weight for _code, weight in weighted) or 1.0
    return sorted(((code, weight / total) for code, weight in weighted), key=lambda x: -x[1])


def _variant(base: str, prose: str, author_languages: Sequence[str], offered: Sequence[str]) -> str:
    """The offered language that a base language stands for: a script by its characters, a region
    by the author's own choice."""
    variants = [code for code in offered if code.partition("-")[0] == base]
    if base == "zh" and (script := _han_script(prose)):
        return script
    own = next((code for code in author_languages if code in variants), None)
    return own or (base if base in variants else variants[0])


def _han_script(prose: str) -> str | None:
    """Traditional or simplified; None where the characters used are common to both."""
    found = hanzidentifier.identify(prose)
    if found == hanzidentifier.TRADITIONAL:
        return "zh-Hant"
    return "zh-Hans" if found == hanzidentifier.SIMPLIFIED else None
