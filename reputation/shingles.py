"""Whether a text says again what another one said: shingles of words, and sketches of them.

A shingle is three words in a row (Broder 1997), each by its stem, so that another ending hides
nothing; in scripts without blanks, three characters. Pure: decides, touches nothing.
"""

import unicodedata
from collections.abc import Collection
from hashlib import blake2b
from typing import TypeAlias

from translation.pipeline.stems import tokens

Shingles: TypeAlias = frozenset[int]

WORDS = 3
ENOUGH = 10
"""Texts of fewer shingles say nothing: “Did you restart it?” helps many, again and again."""
NEAR_COPY = 0.9
"""So much of a text standing in another makes it a near-copy."""
SKETCH = 8
"""Shingles that are kept of a text to find others like it: the smallest by their digests, which
are the same ones in texts that have the most in common (bottom-k sketches, Broder 1997)."""
CHARS_MAX = 20_000
"""How much of a text is looked at."""


def shingles(prose: str, language: str) -> Shingles:
    """The digests of a text's shingles; `language` is a BCP 47 code."""
    text = unicodedata.normalize("NFKC", prose[:CHARS_MAX])
    words = [token.key for token in tokens(text, language) if any(map(str.isalnum, token.text))]
    return frozenset(_digest(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))


def _digest(words: list[str]) -> int:
    """63 bits, so that every database keeps it as a whole number."""
    digest = blake2b("\0".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def sketch(found: Shingles) -> list[int]:
    """What is kept of a text to find others like it."""
    return sorted(found)[:SKETCH] if len(found) >= ENOUGH else []


def repeats(text: Shingles, others: Collection[Shingles]) -> bool:
    """True where so much of `text` stands in one of `others` that it is a near-copy of it."""
    if len(text) < ENOUGH:
        return False
    return any(len(text & other) >= NEAR_COPY * len(text) for other in others)
