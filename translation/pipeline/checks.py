"""The last proof before a translation is shown: it has the structure of its original.

Compares token trees, never HTML. What differs is not repaired here; the caller shows the source.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from translation.pipeline.nodes import is_link

Fingerprint = Counter[tuple[str, str]]

_ADDRESS = re.compile(r"\w{2,}://|\bwww\.\w|[\w.+-]@[\w-]+\.\w|(?<![\w.+/@-])@\w+")
"""What begins or is a link, an e-mail address or a mention."""


def invents_address(source: str, target: str) -> bool:
    """True where `target` names links, e-mail addresses or members that `source` does not.

    Those of the source are atoms; nobody else may be recommended or called by a machine.
    """
    found = Counter(_ADDRESS.findall(target))
    return bool(found and found - Counter(_ADDRESS.findall(source)))


def same_blocks(original: Sequence[Token], translated: Sequence[Token]) -> bool:
    """True where both have the same blocks in the same order with the same copied contents."""
    return [_block(token) for token in original] == [_block(token) for token in translated]


def _block(token: Token) -> tuple[str, str, int, str, str, str]:
    content = "" if token.type == "inline" else token.content
    return token.type, token.tag, token.nesting, token.info, str(token.attrs), content


def same_objects(original: Iterable[Token], translated: Iterable[Token]) -> bool:
    """True where both hold the same code, links, pictures, mentions and footnotes, as often."""
    return _objects(original) == _objects(translated)


def _objects(tokens: Iterable[Token]) -> Fingerprint:
    found: Fingerprint = Counter()
    for token in tokens:
        if key := _object(token):
            found[key] += 1
    return found


def _object(token: Token) -> tuple[str, str] | None:
    if token.type == "code_inline":
        return "code", token.content
    if token.type == "image":
        return "image", str(token.attrs.get("src"))
    if token.type == "mention_open":
        return "mention", str(token.attrs.get("data-ref"))
    if token.type == "footnote_ref":
        return "footnote", str(token.meta)
    if token.type == "link_open":
        return "link", f"{token.attrs.get('href')} {token.attrs.get('title')}"
    if token.type == "html_inline" and is_link(token):
        return "html link", token.content
    return None
