"""Writes everything of one member into a ZIP file: JSON Lines, the member's files, a README.

Never more than a few hundred rows, and a piece of one file, are in memory. The format is
described in `docs/privacy.md`; `FORMAT` rises when it changes.
"""

import json
from collections.abc import Iterable
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _, override

from accounts.models import Member
from core import languages
from forum.queries.exports import parts, person_of

FORMAT = 1
PIECE_BYTES = 64 * 1024


def write_archive(target: IO[bytes], member: Member, language: str) -> None:
    """Write all that is known of `member` into `target`; the README is in `language`."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", readme(member, language))
        archive.writestr("member.json", _line({"format": FORMAT, **person_of(member)}))
        for part in parts():
            _write_rows(archive, f"{part.name}.jsonl", part.rows(member))
        for upload in member.uploads.order_by("pk").iterator(chunk_size=100):
            _write_file(archive, f"files/{upload.pk}/{upload.name}", str(upload.file.name))


def readme(member: Member, language: str) -> str:
    """What is in the archive, in words."""
    with override(languages.interface_language(language)):
        parts = (
            _("This is everything that you wrote here and that the forum knows about you."),
            _(
                "member.json holds your account. Each file that ends in .jsonl is a list: one"
                " entry a line, each of them JSON in UTF-8. Moments are in UTC."
            ),
            _(
                "texts.jsonl holds everything you wrote, as you typed it; other files name the"
                " texts by their number. The folder files holds what you uploaded."
            ),
            _("What others wrote is not in here, nor what the machine translated."),
        )
        name = _("User name: %(name)s") % {"name": member.username}
    return "\r\n\r\n".join((name, *parts)) + "\r\n"


def _write_rows(archive: ZipFile, name: str, rows: Iterable[dict[str, Any]]) -> None:
    with archive.open(name, "w", force_zip64=True) as entry:
        for row in rows:
            entry.write(_line(row).encode())


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n"


def _write_file(archive: ZipFile, name: str, path: str) -> None:
    if not default_storage.exists(path):
        return
    with default_storage.open(path, "rb") as file, archive.open(name, "w", force_zip64=True) as out:
        for piece in file.chunks(PIECE_BYTES):
            out.write(piece)
