"""Which files are taken: the ending and what is inside must agree.

Images are told by their first bytes alone, whatever they are called, because they are encoded
anew. Every other file is stored as it came and only ever offered for download.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

HEAD_BYTES = 4096
_CONTROLS = bytes({*range(32)} - {*b"\t\n\f\r\x1b"}) + b"\x7f"
"""Bytes that no text holds; escape does, in coloured logs."""
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|script|svg|iframe|\?xml)\b|\s*<\?xml", re.I)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class FileType:
    """How a kind of file is announced, and what tells it from its first bytes."""

    content_type: str
    fits: Callable[[bytes], bool]


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


def _is_text(data: bytes) -> bool:
    """Readable from beginning to end, and no page in disguise."""
    if data.startswith(_BYTE_ORDER_MARKS):
        text = data.decode("utf-16", "replace")
        return "\0" not in text and not _MARKUP.match(text[:HEAD_BYTES].encode())
    unmarked = data.removeprefix(b"\xef\xbb\xbf")
    return not _MARKUP.match(unmarked[:HEAD_BYTES]) and not unmarked.translate(None, _READABLE)


_READABLE = bytes(set(range(256)) - set(_CONTROLS))
_TEXT = FileType("text/plain; charset=utf-8", _is_text)
_ZIP = _begins(b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

FILE_TYPES: dict[str, FileType] = {
    "pdf": FileType("application/pdf", _begins(b"%PDF-")),
    "txt": _TEXT,
    "log": _TEXT,
    "md": _TEXT,
    "conf": _TEXT,
    "ini": _TEXT,
    "yaml": _TEXT,
    "yml": _TEXT,
    "csv": FileType("text/csv; charset=utf-8", _is_text),
    "tsv": FileType("text/tab-separated-values; charset=utf-8", _is_text),
    "json": FileType("application/json", _is_text),
    "zip": FileType("application/zip", _ZIP),
    "gz": FileType("application/gzip", _begins(b"\x1f\x8b")),
    "7z": FileType("application/x-7z-compressed", _begins(b"7z\xbc\xaf\x27\x1c")),
    "docx": FileType(f"{_OFFICE}wordprocessingml.document", _ZIP),
    "xlsx": FileType(f"{_OFFICE}spreadsheetml.sheet", _ZIP),
    "pptx": FileType(f"{_OFFICE}presentationml.presentation", _ZIP),
    "odt": FileType(f"{_OPEN}text", _ZIP),
    "ods": FileType(f"{_OPEN}spreadsheet", _ZIP),
    "odp": FileType(f"{_OPEN}presentation", _ZIP),
}
"""Everything that can be allowed, by ending; the setting `UPLOAD_FILE_TYPES` chooses. Never
anything that a browser or a system would run."""

PICTURE_ENDINGS = frozenset("jpg jpeg jpe jfif png gif webp avif".split())
HEIF_ENDINGS = frozenset("heic heif".split())
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


def is_picture(data: bytes) -> bool:
    """True for what begins like an image that can be decoded here."""
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")):
        return True
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return True
    return bool(_brands(data) & _AVIF_BRANDS)


def is_heif(data: bytes) -> bool:
    """True for photos as some phones write them, which most browsers cannot show."""
    brands = _brands(data)
    return bool(brands & _HEIF_BRANDS) and not brands & _AVIF_BRANDS


def _brands(data: bytes) -> set[bytes]:
    """The names that an ISO base media file gives itself."""
    if data[4:8] != b"ftyp":
        return set()
    length = min(int.from_bytes(data[:4], "big"), 128)
    return {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}


def file_type(extension: str, data: bytes, allowed: Iterable[str]) -> FileType | None:
    """The kind of a file that is allowed and is what its ending says, else None."""
    known = FILE_TYPES.get(extension) if extension in set(allowed) else None
    return known if known and known.fits(data) else None
