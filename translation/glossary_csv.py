"""A glossary as a file for spreadsheet programs (RFC 4180), and back exactly.

Written with a comma; read also with a semicolon or a tab, as spreadsheet programs of many
countries write them. A cell that such a program would take for a formula is written with an
apostrophe before it, which reading takes away again. Knows no rows and no permissions.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput, Message
from translation.errors import FileRefused, LineError
from translation.terms import Term, checked

COLUMNS = ("source_language", "target_language", "source", "target", "case_sensitive", "note")
NEEDED = frozenset({"source_language", "source"})
FILE_MAX_BYTES = 4_000_000
LINES_MAX = 5_000
ERRORS_TOLD = 50
"""So many wrong lines are named; more of them help nobody."""
BYTE_ORDER_MARK = "\ufeff"

_DELIMITERS = ",;\t"
_TRUTH = {"": False, "0": False, "no": False, "false": False} | dict.fromkeys(
    ("1", "yes", "true"), True
)
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_ESCAPED_FORMULA = re.compile(f"'{_FORMULA.pattern}")


def write(terms: Iterable[Term], *, byte_order_mark: bool = False) -> bytes:
    """The terms as UTF-8, with the header first. Some programs need the byte order mark to
    recognise the encoding."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for term in terms:
        truth = "yes" if term.case_sensitive else "no"
        cells = (*term.key[:2], term.source, term.target, truth, term.note)
        writer.writerow([_escaped(cell) for cell in cells])
    return ((BYTE_ORDER_MARK if byte_order_mark else "") + out.getvalue()).encode()


def read(raw: bytes) -> list[Term]:
    """The terms of a file; of several lines with the same term the last one.

    Raises FileRefused: one for the whole file, or one that names the wrong lines.
    """
    rows = _rows(_text(raw))
    header = _header(next(rows, (1, []))[1])
    found: dict[tuple[str, str, str], Term] = {}
    wrong: list[LineError] = []
    for count, (line, cells) in enumerate(rows):
        if count >= LINES_MAX:
            raise FileRefused(_("This has more than %(most)d lines.") % {"most": LINES_MAX})
        try:
            term = _term(header, cells)
            found[term.key] = term
        except InvalidInput as error:
            wrong.append(LineError(line, _reason(error)))
    if wrong:
        raise FileRefused(lines=wrong[:ERRORS_TOLD])
    return list(found.values())


def _text(raw: bytes) -> str:
    if len(raw) > FILE_MAX_BYTES:
        raise FileRefused(
            _("This file is too large: at most %(most)d MB.") % {"most": FILE_MAX_BYTES // 10**6}
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(
            _("This is not UTF-8. In a spreadsheet program, save it as “CSV UTF-8”.")
        ) from error


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold something, each with the number of its last line in the file."""
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        # The reader stands on the line it cannot read.
        line = LineError(reader.line_num, _("The quotes of this line do not match."))
        raise FileRefused(lines=[line]) from error


def _header(cells: Sequence[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    if not set(names) >= NEEDED or len(set(names)) < len(names) or set(names) - set(COLUMNS):
        raise FileRefused(
            _("The first line must name the columns: %(columns)s") % {"columns": ",".join(COLUMNS)}
        )
    return names


def _term(header: Sequence[str], cells: Sequence[str]) -> Term:
    if len(cells) > len(header):
        raise InvalidInput(_("This line has more cells than the first one."))
    values = dict(zip(header, map(_unescaped, cells), strict=False))
    truth = _TRUTH.get(values.get("case_sensitive", "").strip().lower())
    if truth is None:
        raise InvalidInput(fields={"case_sensitive": _("Write “yes” or “no”.")})
    texts = {name: values.get(name, "") for name in COLUMNS if name != "case_sensitive"}
    return checked(Term(**texts, case_sensitive=truth))


def _reason(error: InvalidInput) -> Message:
    """In one line, with the names of the columns."""
    told = [f"{name}: {message}" for name, message in error.fields.items()]
    return " ".join(told) if told else error.message


def _escaped(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell
