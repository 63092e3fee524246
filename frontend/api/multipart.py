"""Bodies that carry files. They may be larger than others, and are read part by part."""

from hashlib import sha256

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from frontend.api.errors import BadRequest, TooLarge

MEGABYTE = 1024 * 1024
ROOM_FOR_FIELDS = MEGABYTE


def is_multipart(request: HttpRequest) -> bool:
    return request.content_type == "multipart/form-data"


def read_parts(request: HttpRequest) -> None:
    """Read fields and files. Raises TooLarge, and BadRequest for what no database stores."""
    length = request.headers.get("Content-Length", "")
    most = settings.UPLOAD_MAX_MB * MEGABYTE + ROOM_FOR_FIELDS
    if length.isdecimal() and int(length) > most:
        raise TooLarge
    try:
        fields = request.POST.lists()
    except MultiPartParserError as error:
        raise BadRequest from error
    values = (value for _name, values in fields for value in values)
    if any("\0" in value for value in values):
        raise BadRequest


def parts_digest(request: HttpRequest) -> str:
    """SHA-256 over names and contents of all parts, however the boundaries were written."""
    digest = sha256(repr(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(f"\n{name}\n{_name_of(file)}\n{file.size}\n".encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _name_of(file: "UploadedFile[bytes]") -> str:
    return (file.name or "").encode("utf-8", "replace").decode()
