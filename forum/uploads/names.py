"""Names of files, as people read and download them: one part, visible, not too long."""

import re
import unicodedata

NAME_MAX_CHARS = 120
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that hide (controls, changes of direction, halves of pairs)."""
_NOT_IN_NAMES = re.compile(r'[<>:"|?*%#\s]+')
_EXTENSION = re.compile(r"[a-z0-9]{1,10}")


def last_part(name: str) -> str:
    """The name without folders of any system and without what cannot be seen.

    ``"..\\\\photo\\u202egpj.exe"`` becomes ``"photogpj.exe"``.
    """
    part = name[-1000:].replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in part if unicodedata.category(c) not in _UNSEEN or c in "\t\n")
    return unicodedata.normalize("NFC", visible).strip(" .\t\n")


def extension_of(name: str) -> str:
    """The ending that tells the kind, in lower case and without its dot; empty where none is."""
    _stem, dot, ending = last_part(name).rpartition(".")
    return ending.lower() if dot and _EXTENSION.fullmatch(ending.lower()) else ""


def stored_name(name: str, extension: str) -> str:
    """`name` as it is kept, ending with `extension`, which says what the file really is."""
    part = last_part(name)
    stem = part.rpartition(".")[0] if extension_of(part) else part
    stem = _NOT_IN_NAMES.sub("-", stem).strip("-. ")[: NAME_MAX_CHARS - len(extension) - 1]
    return f"{stem.rstrip('-. ') or 'file'}.{extension}"
