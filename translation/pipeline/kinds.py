"""What an atom can be. Knows no pattern and no token."""

from enum import StrEnum


class Kind(StrEnum):
    """What an atom is."""

    CODE = "code"
    IMAGE = "image"
    HTML = "html"
    BREAK = "break"
    LINE = "line"
    GROUP = "group"
    FOOTNOTE = "footnote"
    URL = "url"
    EMAIL = "email"
    MENTION = "mention"
    TAG = "tag"
    EMOJI = "emoji"
    ADDRESS = "address"
    PATH = "path"
    VERSION = "version"
    HASH = "hash"
    ERROR = "error"
    FLAG = "flag"
    IDENTIFIER = "identifier"
    PRODUCT = "product"
    KEYS = "keys"
    FORMULA = "formula"
    ARROW = "arrow"
    PHONE = "phone"
    QUANTITY = "quantity"
    NUMBER = "number"
    OPAQUE = "opaque"


SEPARATORS = frozenset({Kind.BREAK, Kind.HTML, Kind.LINE})
"""Atoms no sentence reaches across, so that their order cannot change."""
LEFT_TO_RIGHT = frozenset(
    {Kind.CODE, Kind.URL, Kind.EMAIL, Kind.ADDRESS, Kind.PATH, Kind.VERSION, Kind.HASH}
    | {Kind.ERROR, Kind.FLAG, Kind.IDENTIFIER, Kind.PRODUCT, Kind.KEYS, Kind.FORMULA, Kind.PHONE}
)
"""Atoms that read from left to right in every language."""
EITHER_WAY = frozenset({Kind.MENTION, Kind.TAG, Kind.QUANTITY, Kind.GROUP})
"""Atoms that read in the direction of their first letter."""
