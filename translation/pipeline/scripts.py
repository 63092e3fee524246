"""Which script a language is written in, by the names of Unicode; Latin where not listed."""

import unicodedata
from functools import lru_cache

_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk", "kk", "ky", "mn", "tg"), ("CYRILLIC",)),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug"), ("ARABIC",)),
    **dict.fromkeys(("he", "yi"), ("HEBREW",)),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), ("DEVANAGARI",)),
    "el": ("GREEK",),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "bn": ("BENGALI",),
    "ta": ("TAMIL",),
    "te": ("TELUGU",),
    "th": ("THAI",),
    "ko": ("HANGUL", "CJK"),
    "ja": ("HIRAGANA", "KATAKANA", "CJK"),
    "zh": ("CJK",),
}
_UNDECIDED = frozenset({"sr", "bs", "az", "uz", "pa", "sd", "ku"})
"""Written in several scripts; anything goes."""


@lru_cache(maxsize=4096)
def in_script_of(language: str, letter: str) -> bool:
    """True where `letter` belongs to a script that `language` (BCP 47) is written in."""
    primary = language.split("-")[0]
    return primary in _UNDECIDED or _script(letter) in _SCRIPTS.get(primary, ("LATIN",))


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").replace("FULLWIDTH ", "").replace("HALFWIDTH ", "")
    return name.split(" ")[0].split("-")[0]
