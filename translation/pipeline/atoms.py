"""Finds in plain text what must not be translated: addresses, paths, versions, names of code.

Structure that the parser already knows (code, pictures, links) never comes this far. The time a
pattern takes must not grow with the square of the text: repeats that may start anywhere are
capped, ambiguous ones are possessive.
"""

import re
from collections.abc import Iterator

from translation.pipeline.addresses import ADDRESSES
from translation.pipeline.kinds import SEPARATORS, Kind
from translation.pipeline.names import NAMES, TEMPLATES, VERSIONS
from translation.pipeline.quantities import AMOUNTS, DATES, NUMBERS
from translation.pipeline.symbols import HIDDEN, SIGNS

__all__ = ["SEPARATORS", "Kind", "find_atoms"]

# Where several match at one place, the first wins.
_PATTERNS = (
    *(*HIDDEN, *ADDRESSES, *DATES, *TEMPLATES, *AMOUNTS, *VERSIONS, *NAMES, *NUMBERS, *SIGNS),
)
_SOMETHING_BEGINS = (
    r"(?![\s\[\]!,\"'`^|?}])(?!(?<=[A-Za-zÀ-ӿ])[A-Za-zÀ-ӿ])"
    r"(?![\u3041-\u30ff\u4e00-\u9fff\u0e01-\u0e4e])"
)
"""No atom begins in the middle of a word, with a Chinese, Japanese or Thai letter, or with these
signs: most of a text is passed over by this."""
_ANY = re.compile(
    _SOMETHING_BEGINS
    + "(?:"
    + "|".join(f"(?P<a{i}>{p})" for i, (_, p) in enumerate(_PATTERNS))
    + ")"
)


def find_atoms(text: str) -> Iterator[tuple[int, int, Kind]]:
    """The atoms of a plain text as (start, end, kind), in order, never overlapping."""
    for match in _ANY.finditer(text):
        name = match.lastgroup
        if name and match.end() > match.start():
            yield match.start(), match.end(), _PATTERNS[int(name[1:])][0]
