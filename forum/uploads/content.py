"""From the bytes that somebody sent to what may be kept of them."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from forum.uploads.errors import FileMissing, FileTooLarge, FileTypeRefused, PictureBroken
from forum.uploads.kinds import (
    HEIF_ENDINGS,
    PICTURE_ENDINGS,
    file_type,
    is_heif,
    is_picture,
)
from forum.uploads.names import extension_of, stored_name
from forum.uploads.pictures import SIDE_MAX, encode_anew

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """A file that may be kept. `checksum` is the SHA-256 of what was sent."""

    kind: Literal["image", "file"]
    name: str
    content_type: str
    data: bytes
    checksum: str
    thumbnail: bytes = b""
    width: int | None = None
    height: int | None = None

    @property
    def extension(self) -> str:
        return extension_of(self.name)


def read_content(name: str, data: bytes) -> Content:
    """What may be kept of a file. Raises what `forum.uploads.errors` draws, but no quota."""
    check_length(len(data))
    if is_heif(data):
        raise FileTypeRefused(
            _("Photos in the format HEIC cannot be shown by most browsers. Please send a JPEG.")
        )
    return picture_content(name, data) if is_picture(data) else _file_content(name, data)


def check_length(size: int) -> None:
    """Raise FileMissing or FileTooLarge for so many bytes."""
    if size == 0:
        raise FileMissing
    if size > settings.UPLOAD_MAX_MB * MEGABYTE:
        raise FileTooLarge(megabytes=settings.UPLOAD_MAX_MB)


def picture_content(name: str, data: bytes, *, side_max: int = SIDE_MAX) -> Content:
    """An image, encoded anew. Raises PictureBroken and PictureTooLarge."""
    picture = encode_anew(data, side_max=side_max)
    return Content(
        kind="image",
        name=stored_name(name, picture.extension),
        content_type=picture.content_type,
        data=picture.data,
        checksum=sha256(data).hexdigest(),
        thumbnail=picture.thumbnail,
        width=picture.width,
        height=picture.height,
    )


def _file_content(name: str, data: bytes) -> Content:
    extension = extension_of(name)
    if extension in PICTURE_ENDINGS | HEIF_ENDINGS:
        raise PictureBroken
    found = file_type(extension, data, settings.UPLOAD_FILE_TYPES)
    if found is None:
        raise _refusal(extension)
    return Content(
        kind="file",
        name=stored_name(name, extension),
        content_type=found.content_type,
        data=data,
        checksum=sha256(data).hexdigest(),
    )


def _refusal(extension: str) -> FileTypeRefused:
    if extension in settings.UPLOAD_FILE_TYPES:
        return FileTypeRefused(
            _("This is not what its name says: there is no “%(extension)s” in it."),
            extension=extension,
        )
    return FileTypeRefused(allowed=", ".join(settings.UPLOAD_FILE_TYPES))
