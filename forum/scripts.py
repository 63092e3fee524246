"""In which script something is written, as far as it tells that it is in no language it claims.

Latin letters stand everywhere: names, products, words of other languages, and whole languages
that people write without their own keyboard. So they never count as foreign.
"""

import unicodedata
from functools import lru_cache

from babel.core import get_global

from core.languages import UNKNOWN

LATIN = "LATIN"
_OF_CODE = {
    "Arab": {"ARABIC"},
    "Armn": {"ARMENIAN"},
    "Beng": {"BENGALI"},
    "Cyrl": {"CYRILLIC"},
    "Deva": {"DEVANAGARI"},
    "Ethi": {"ETHIOPIC"},
    "Geor": {"GEORGIAN"},
    "Grek": {"GREEK"},
    "Hans": {"CJK"},
    "Hant": {"CJK", "BOPOMOFO"},
    "Hebr": {"HEBREW"},
    "Jpan": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH"},
    "Khmr": {"KHMER"},
    "Kore": {"HANGUL", "CJK"},
    "Latn": {LATIN},
    "Taml": {"TAMIL"},
    "Telu": {"TELUGU"},
    "Thai": {"THAI"},
}
_KNOWN = frozenset().union(*_OF_CODE.values())


def share_of_others(text: str, language: str) -> tuple[int, float]:
    """How many letters of known scripts `text` has, and what share of them is in no script that
    `language` (BCP 47) is written in. Nothing is foreign to a language whose script is unknown."""
    own = scripts_of(language)
    found = [script for script in map(_script_of, text) if script in _KNOWN]
    if not own or not found:
        return len(found), 0.0
    foreign = sum(script != LATIN and script not in own for script in found)
    return len(found), foreign / len(found)


@lru_cache(maxsize=256)
def scripts_of(language: str) -> frozenset[str]:
    """The scripts of a language, by the first word of their letters' names in Unicode; by CLDR's
    likely subtags. Empty where nothing is known."""
    parts = language.split("-")
    if parts[0] == UNKNOWN:
        return frozenset()
    named = next((part for part in parts[1:] if len(part) == 4), "")
    likely = get_global("likely_subtags").get(parts[0], "").split("_")
    code = named or next((part for part in likely[1:] if len(part) == 4), "")
    return frozenset(_OF_CODE.get(code, ()))


@lru_cache(maxsize=4096)
def _script_of(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0] if sign.isalpha() else ""
