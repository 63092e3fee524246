"""Names of sentences: SHA-256 over everything on which their translation depends."""

from collections.abc import Iterator
from hashlib import sha256

from translation.engines.base import Segment
from translation.engines.placeholders import may_go_verbatim
from translation.pipeline import PIPELINE_VERSION
from translation.routing import Hop

KEYS_PER_QUERY = 500


def key_of(segment: Segment, hop: Hop) -> str:
    """The key under which the machine translation of `segment` by `hop` is remembered.

    Atoms that a model may see as they are (small numbers, for agreement) are part of the key, as
    are the glossary's terms in this very sentence; all other atoms are abstracted.
    """
    pair = hop.pair
    return _digest(
        pair.source, pair.target, hop.fingerprint, str(PIPELINE_VERSION), *_content(segment)
    )


def source_key(language: str, text: str) -> str:
    """Names the sentence `text` (with atom characters) of `language`, whatever is made of it."""
    return _digest(language, text)


def human_key(community_id: int | None, source: str, target: str, text: str) -> str:
    """The key of a sentence that people of a community (of all, for None) translated."""
    return _digest("human", str(community_id or ""), source, target, text)


def _content(segment: Segment) -> Iterator[str]:
    yield segment.text
    yield from (atom if may_go_verbatim(atom) else "" for atom in segment.atoms)
    for term in segment.terms:
        yield from (term.source, term.target, str(term.exact))


def _digest(*parts: str) -> str:
    return sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
