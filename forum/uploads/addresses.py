"""Addresses of uploads: how texts name them, and how they are found in a text.

An image's address ends with its size (``#800x600``), which no server sees: so the renderer can
reserve the place without asking anybody.
"""

import re
from urllib.parse import quote
from uuid import UUID

from forum.models import Upload

MENTIONED_MAX = 100
"""How many uploads of one text are looked up."""
_ADDRESS = re.compile(
    r"/files/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9a-f-])", re.I
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>~&!|])")


def path_of(upload: Upload) -> str:
    """Where the file itself is."""
    return f"/files/{upload.pk}/{quote(upload.name, safe='')}"


def thumbnail_path_of(upload: Upload) -> str:
    """Where the smaller image is; for what has none, the file itself."""
    return f"/files/{upload.pk}/thumbnail" if upload.thumbnail else path_of(upload)


def markdown_of(upload: Upload) -> str:
    """What puts an upload into a text. The description of an image is left to the author."""
    if upload.kind == Upload.Kind.IMAGE:
        return f"![]({path_of(upload)}#{upload.width}x{upload.height})"
    name = _SPECIAL.sub(r"\\\1", upload.name)
    return f"[{name}]({path_of(upload)})"


def uploads_in(source: str) -> set[UUID]:
    """The ids of the uploads that a text names, whatever stands before the path."""
    found = dict.fromkeys(UUID(match) for match in _ADDRESS.findall(source))
    return set(list(found)[:MENTIONED_MAX])
