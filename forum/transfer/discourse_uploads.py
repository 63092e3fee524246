"""Files of a Discourse forum: stored under their SHA-1 in hex, named in texts in base 62."""

import re
import string
from collections.abc import Iterator
from pathlib import PurePosixPath

from forum.transfer.archives import Archive

_STORED = re.compile(r"(?:^|/)([0-9a-f]{40})\.\w+$")
_ALPHABETS = (
    string.digits + string.ascii_lowercase + string.ascii_uppercase,
    string.digits + string.ascii_uppercase + string.ascii_lowercase,
)
"""Libraries differ in the order of letters; a SHA-1 is never another one's in both."""


def uploads_in_archive(archive: Archive) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Fields of an upload record for each stored file, and how texts call it."""
    for path in archive.names():
        match = _STORED.search(path)
        # Smaller copies stand in a folder of their own.
        if match and "optimized/" not in path:
            name = PurePosixPath(path).name
            fields = {"key": match[1], "file": path, "name": name}
            yield fields, [base62(match[1], alphabet) for alphabet in _ALPHABETS]


def base62(digest: str, alphabet: str) -> str:
    """A hexadecimal number in base 62."""
    number, digits = int(digest, 16), ""
    while number:
        number, rest = divmod(number, 62)
        digits = alphabet[rest] + digits
    return digits or alphabet[0]
