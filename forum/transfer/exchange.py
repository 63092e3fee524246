"""Reads Lingora's own exchange format: JSON Lines or CSV, in a folder or a ZIP file.

Rows that cannot be used are told with file and line, and left out.
"""

import csv
import io
import json
import typing
from collections.abc import Iterator
from typing import IO, Any

from pydantic import ValidationError

from forum.transfer.archives import Archive
from forum.transfer.problems import Problems, in_words
from forum.transfer.records import FILES, Item, Manifest

MANIFEST = "lingora.json"
LINE_BYTES_MAX = 16 * 2**20
Found = Iterator[tuple[Item, str]]
"""Records, each with where it stood."""
Row = dict[str | Any, Any]


def read_manifest(archive: Archive, problems: Problems) -> Manifest:
    """What the archive says of itself; an empty manifest where it says nothing of use."""
    if not archive.has(MANIFEST):
        return Manifest()
    with archive.open(MANIFEST) as file:
        data = file.read(LINE_BYTES_MAX)
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        problems.add(MANIFEST, "invalid", in_words(error))
        return Manifest()


def read(archive: Archive, problems: Problems) -> Found:
    """All records, file after file."""
    for stem, kind in FILES.items():
        for name, rows in ((f"{stem}.jsonl", _json_lines), (f"{stem}.csv", _csv_rows)):
            if archive.has(name):
                with archive.open(name) as file:
                    yield from rows(kind, file, name, problems)


def _json_lines(kind: type[Item], file: IO[bytes], name: str, problems: Problems) -> Found:
    number = 0
    while line := file.readline(LINE_BYTES_MAX):
        number += 1
        where = f"{name}:{number}"
        if len(line) == LINE_BYTES_MAX and not line.endswith(b"\n"):
            _skip_line(file)
            problems.add(where, "invalid", f"a line of more than {LINE_BYTES_MAX} bytes")
        elif line.strip():
            try:
                yield kind.model_validate_json(line.lstrip(b"\xef\xbb\xbf"), strict=True), where
            except ValidationError as error:
                problems.add(where, "invalid", in_words(error))


def _skip_line(file: IO[bytes]) -> None:
    while (rest := file.readline(LINE_BYTES_MAX)) and not rest.endswith(b"\n"):
        pass


def _csv_rows(kind: type[Item], file: IO[bytes], name: str, problems: Problems) -> Found:
    csv.field_size_limit(LINE_BYTES_MAX)
    # What is no UTF-8 becomes lone surrogates, which the check of the row refuses.
    with io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="") as text:
        rows = csv.DictReader(text)
        for row in _readable(rows, name, problems):
            where = f"{name}:{rows.line_num}"
            try:
                yield kind.model_validate(_cells(kind, row)), where
            except ValidationError as error:
                problems.add(where, "invalid", in_words(error))
            except ValueError as error:
                problems.add(where, "invalid", str(error))


def _readable(rows: "csv.DictReader[str]", name: str, problems: Problems) -> Iterator[Row]:
    """The rows as far as they are CSV."""
    try:
        yield from rows
    except csv.Error as error:
        problems.add(f"{name}:{rows.line_num}", "invalid", f"{error}; the rest is not read")


def _cells(kind: type[Item], row: Row) -> dict[str, Any]:
    """A row as a record has it: empty cells are left out, lists and nested things taken apart."""
    if None in row:
        raise ValueError("more cells than columns")
    return {name: _cell(kind, name, cell) for name, cell in row.items() if cell}


def _cell(kind: type[Item], name: str, cell: str) -> Any:
    field = kind.model_fields.get(name)
    if field is None or not _is_nested(field.annotation):
        return cell
    if cell.lstrip()[:1] in ("[", "{"):
        try:
            return json.loads(cell)
        except RecursionError as error:
            raise ValueError(f"{name}: nested too deeply") from error
    return [part.strip() for part in cell.split(",") if part.strip()]


def _is_nested(annotation: Any) -> bool:
    kinds = (annotation, *typing.get_args(annotation))
    return any(typing.get_origin(one) is list or _is_model(one) for one in kinds)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and hasattr(kind, "model_fields")
