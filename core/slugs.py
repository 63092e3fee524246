"""The readable part of an address, made from what people wrote, in any script."""

import unicodedata

MOST_CHARS = 60
NOTHING_READABLE = "-"


def slug_of(title: str) -> str:
    """Letters, digits and marks of any script in lower case, joined by hyphens.

    At most 60 characters, cut between words where there are any.
    """
    normal = unicodedata.normalize("NFC", title).lower()
    spaced = "".join(
        character if unicodedata.category(character)[0] in "LNM" else " " for character in normal
    )
    slug = "-".join(spaced.split())
    if len(slug) > MOST_CHARS:
        cut = slug[:MOST_CHARS]
        slug = cut.rpartition("-")[0] if "-" in cut[20:] else cut
    return slug or NOTHING_READABLE
