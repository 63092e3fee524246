"""Writes a community in the exchange format: a ZIP file, row after row, as JSON Lines.

What is there when the export begins is in it; what is written meanwhile may or may not be. Deleted
and hidden posts, and those of staff, are in it only on demand; so are addresses of members.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from pydantic import BaseModel

from accounts.models import Community
from forum.models import Upload
from forum.transfer import export_people, export_places, export_threads, export_words
from forum.transfer.export_keys import Keys
from forum.transfer.records import FILES, CommunityRecord, Manifest
from forum.uploads.storing import read

Rows = Callable[["Scope"], Iterator[BaseModel]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is exported. `everything`: also what is deleted, hidden, or for staff only."""

    community: Community
    keys: Keys
    everything: bool
    addresses: bool


WRITERS: dict[str, Rows] = {
    "members": export_people.members,
    "categories": export_places.categories,
    "tags": export_places.tags,
    "products": export_places.products,
    "uploads": export_places.uploads,
    "threads": export_threads.threads,
    "posts": export_threads.posts,
    "sentences": export_words.sentences,
    "terms": export_words.terms,
}
REPORT_EVERY = 10_000


def export_community(
    *,
    community: Community,
    target: Path,
    everything: bool = False,
    addresses: bool = False,
    report: Callable[[str], None],
) -> dict[str, int]:
    """Write `target`; how many rows of each file. A file that was not written whole is removed."""
    scope = Scope(community, Keys(community), everything, addresses)
    part = target.with_name(f"{target.name}.part")
    try:
        with ZipFile(part, "w", ZIP_DEFLATED) as archive:
            archive.writestr("lingora.json", _manifest(scope).model_dump_json(indent=1))
            counts = {name: _write(archive, name, scope, report) for name in FILES}
            _write_files(archive, scope)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return counts


def _manifest(scope: Scope) -> Manifest:
    community = scope.community
    return Manifest(
        source=scope.keys.origin,
        exported=timezone.now(),
        community=CommunityRecord(
            slug=community.slug,
            name=community.name,
            description=community.description,
            languages=community.languages,
            visibility=Community.Visibility(community.visibility),
        ),
    )


def _write(archive: ZipFile, name: str, scope: Scope, report: Callable[[str], None]) -> int:
    count = 0
    with archive.open(f"{name}.jsonl", "w", force_zip64=True) as file:
        for count, row in enumerate(WRITERS[name](scope), start=1):
            file.write(_line(row))
            if count % REPORT_EVERY == 0:
                report(f"{name}: {count:,}")
    report(f"{name}: {count:,}")
    return count


def _line(row: BaseModel) -> bytes:
    """Without what goes without saying, so that the file is readable."""
    fields = row.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode()


def _write_files(archive: ZipFile, scope: Scope) -> None:
    for upload in _uploads(scope):
        data = read(str(upload.file.name))
        if data is not None:
            archive.writestr(export_places.path_in_archive(upload), data)


def _uploads(scope: Scope) -> Iterable[Upload]:
    return export_places.uploads_of(scope.community).iterator(chunk_size=200)
