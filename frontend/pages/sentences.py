"""The sheet of sentences on the page of a translation: what stands there and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core import languages
from core.errors import LingoraError
from translation.correcting import checked
from translation.correction_errors import CorrectionRefused
from translation.corrections import Row, assembled, rows_of
from translation.models import Text
from translation.sentences import sentences_of

SENTENCES_SHOWN = 40
"""On one page: more would be too much for a phone, and for one request."""
TARGET, WAS = "target-", "was-"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for each sentence (by source key), and what stood there before.

    `errors` say what is wrong with a sentence.
    """

    targets: Mapping[str, str]
    before: Mapping[str, str]
    errors: Mapping[str, str]

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "Typed":
        """From the fields of a form."""
        return cls(_fields(data, TARGET), _fields(data, WAS), {})

    @property
    def changes(self) -> list[tuple[str, str]]:
        """The sentences that are not as they stood there."""
        return [
            (key, target)
            for key, target in self.targets.items()
            if target.split() != self.before.get(key, "").split()
        ]

    def with_errors(self, error: LingoraError) -> "Typed":
        """The same with what an action found wrong with single sentences."""
        keys = [key for key, _target in self.changes]
        fields = {f"segments.{number}.target": key for number, key in enumerate(keys)}
        found = {
            fields[name]: str(message) for name, message in error.fields.items() if name in fields
        }
        return replace(self, errors=found)


def _fields(data: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): data[key] for key in data if key.startswith(prefix)}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on the sheet: `value` stands in its field."""

    row: Row
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some sentences of a text. `gone` is what was typed for sentences that are not there any
    more, with what is wrong; `previous` and `next` are where neighbouring sheets begin."""

    lines: list[Line]
    gone: list[tuple[str, str]]
    first: int
    total: int
    previous: int | None
    next: int | None


def sheet_of(text: Text, language: str, typed: Typed, member_id: int | None, start: str) -> Sheet:
    """The sheet that begins at sentence number `start` (as an address says it)."""
    rows = rows_of(text, language, member_id)
    first = _start(start, len(rows))
    end = first + SENTENCES_SHOWN
    known = {row.key for row in rows}
    return Sheet(
        [_line(row, typed) for row in rows[first:end]],
        gone=[
            (value, typed.errors.get(key, "")) for key, value in typed.changes if key not in known
        ],
        first=first,
        total=len(rows),
        previous=max(0, first - SENTENCES_SHOWN) if first else None,
        next=end if end < len(rows) else None,
    )


def _start(said: str, total: int) -> int:
    number = int(said) if said.isdecimal() and len(said) < 7 else 0
    return number if number < total else 0


def _line(row: Row, typed: Typed) -> Line:
    return Line(row, typed.targets.get(row.key, row.present), typed.errors.get(row.key, ""))


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole translation as it would be."""

    html: str
    lang: str
    dir: str


def preview_of(text: Text, language: str, typed: Typed) -> Preview:
    """With what was typed, as far as it can be used."""
    sentences = {sentence.source_key: sentence for sentence in sentences_of(text, language)}
    targets: dict[str, str] = {}
    for key, value in typed.changes:
        if key in sentences:
            try:
                targets[key] = checked(value, sentences[key])
            except CorrectionRefused:
                continue
    made = assembled(text, language, targets)
    if made.kept == made.total:
        # Nothing is translated: what is seen is the original.
        return Preview(made.html, text.language, text.direction)
    return Preview(made.html, language, languages.direction(language))
