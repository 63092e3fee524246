"""What the pipeline needs to know about single characters and scripts.

Knows Unicode ranges only; nothing about Markdown or engines.
"""

import re

SLOT = "\ue000"
"""Stands for an atom in the text of a run (a run keeps its atoms by position)."""

_UNSAFE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_TAGS = "\U000e0000-\U000e0fff"
_SURROGATES = "\ud800-\udfff"
UNSAFE = re.compile(f"[{_UNSAFE}{_TAGS}{_SURROGATES}]")
"""Control characters, overrides of direction and invisible tags: an author may have them, as
atoms; a machine may not."""
OPAQUE = re.compile(f"[{_UNSAFE}{_PRIVATE}{_TAGS}{_SURROGATES}]")
"""What an author may write and no engine sees: the above and all private-use characters."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u2e80-\u2fdf\u3000-\u30ff\u3100-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff00-\uff9f\U00020000-\U0003ffff"
)
UNSPACED = re.compile(f"[{_UNSPACED}]")
"""Characters of scripts that write no blanks between words, with their punctuation."""
BEGIN = rf"(?:(?<!\w)|(?<=[{_UNSPACED}]))"
"""Pattern: a word may begin here, also right after a Chinese, Japanese or Thai letter."""
END = rf"(?:(?!\w)|(?=[{_UNSPACED}]))"
"""Pattern: a word may end here."""
CHARS_PER_TOKEN = 4


def has_letters(text: str) -> bool:
    """True where there is something to read, and so to translate."""
    return any(map(str.isalpha, text))


def is_unspaced(character: str) -> bool:
    """True for Chinese, Japanese, Thai and the like."""
    return UNSPACED.match(character) is not None


def estimated_tokens(text: str) -> int:
    """About how many model tokens `text` takes: one per unspaced character, else four letters."""
    unspaced = len(UNSPACED.findall(text))
    return unspaced + (len(text) - unspaced + CHARS_PER_TOKEN - 1) // CHARS_PER_TOKEN


def is_word_border(text: str, position: int) -> bool:
    """True where a word may begin or end: not between two letters of a spaced script."""
    if not 0 < position < len(text):
        return True
    before, after = text[position - 1], text[position]
    if is_unspaced(before) or is_unspaced(after):
        return True
    return not (_in_word(before) and _in_word(after))


def _in_word(character: str) -> bool:
    return character.isalnum() or character in "\u200c\u200d'’" or "\u0300" <= character <= "\u036f"
