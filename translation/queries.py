"""The one render path: what to show of a text to a reader.

Every surface (page, API, feed, mail, live fragment) asks `render` and shows what it answers.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.html import escape
from django.utils.module_loading import import_string

from core import languages
from core.prepared import prepared
from translation.models import Text, Translation, TranslationJob
from translation.routing import best_route, target_codes
from translation.tombstones import tombstone

State: TypeAlias = Literal[
    "original", "ready", "pending", "working", "stale", "failed", "unsupported"
]
Resolver = Callable[[Iterable[str]], Mapping[str, str]]

_REFERENCE = re.compile(r'(?<=<a class="mention" )data-ref="([a-z]+):([^"<>]+)"')
"""As the pipeline writes it; what only looks like it, in a text or in code, has no real ``<``."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the language of the page, languages left alone, originals wanted.

    `keep` are languages read without translation; `originals` shows everything as written;
    `originals_of` does so for single texts (ids).
    """

    language: str
    keep: frozenset[str] = frozenset()
    originals: bool = False
    originals_of: frozenset[int] = frozenset()

    def leaves_alone(self, language: str) -> bool:
        """True where a text in `language` is read as it was written."""
        return any(languages.serves(language, code) for code in {self.language, *self.keep})


@dataclass(frozen=True, slots=True)
class Side:
    """A text in one language. `html` is sanitized; `source` is empty for translations."""

    lang: str
    dir: str
    html: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class TranslationInfo:
    """What became of the wish to read a text in `requested`; `human` is the share of its
    sentences that people translated, 0 to 1."""

    requested: str
    state: State
    origin: str | None = None
    engine: str = ""
    route: tuple[str, ...] = ()
    quality: float | None = None
    uncertain: bool = False
    reason: str = ""
    human: float = 0.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as one reader sees it: what is shown, and the original beside it.

    `translated` is the translation where there is one, also when the original is shown because
    the reader wants it so. `erased` texts are told of in a sentence of ours.
    """

    text_id: int
    original: Side
    shown: Side
    translation: TranslationInfo
    translated: Side | None = None
    erased: bool = False

    @property
    def is_translated(self) -> bool:
        """True where what is shown is not what was written."""
        return self.shown is self.translated

    def as_api(self, *, originals: bool = True) -> dict[str, Any]:
        """As the contract's `Rendered`."""
        shown, info = self.shown, self.translation
        answer: dict[str, Any] = {
            "shown": {"lang": shown.lang, "dir": shown.dir, "html": shown.html, "text": shown.text},
            "translation": {
                "requested": info.requested,
                "state": info.state,
                "origin": info.origin,
                "engine": info.engine,
                "route": list(info.route),
                "quality": info.quality,
                "uncertain": info.uncertain,
                "reason": info.reason,
                "human": info.human,
            },
        }
        if originals:
            side = self.original
            answer["original"] = {
                "lang": side.lang,
                "dir": side.dir,
                "source": side.source,
                "html": side.html,
            }
        return answer


def render(texts: Iterable[Text | int], reader: Reader) -> dict[int, Rendered]:
    """What `reader` sees of each text, by the text's id.

    Two queries (three where ids are given instead of texts), and one more for each kind of
    reference (members, …) that occurs in them.
    """
    rows = _load(texts)
    foreign = [row.pk for row in rows.values() if not reader.leaves_alone(row.language)]
    codes = target_codes(reader.language)
    translations = _translations(foreign, codes)
    jobs = _jobs([pk for pk in foreign if pk not in translations], codes)
    outside = set(foreign)
    found = {
        pk: _rendered(row, reader, translations.get(pk), jobs.get(pk), foreign=pk in outside)
        for pk, row in rows.items()
    }
    return _with_references(found)


def _load(texts: Iterable[Text | int]) -> dict[int, Text]:
    given = list(texts)
    rows = {text.pk: text for text in given if isinstance(text, Text)}
    missing = {text for text in given if isinstance(text, int)} - rows.keys()
    return rows | (Text.objects.in_bulk(missing) if missing else {})


def _translations(ids: Iterable[int], codes: list[str]) -> dict[int, Translation]:
    return _best(_translation_rows(tuple(codes), texts=list(ids)), codes)


@prepared
def _translation_rows(codes: Sequence[str], *, texts: Sequence[int]) -> "QuerySet[Translation]":
    return Translation.objects.filter(text_id__in=texts, language__in=codes)


def _jobs(ids: Iterable[int], codes: list[str]) -> dict[int, TranslationJob]:
    return _best(_job_rows(tuple(codes), texts=list(ids)), codes)


@prepared
def _job_rows(codes: Sequence[str], *, texts: Sequence[int]) -> "QuerySet[TranslationJob]":
    rows = TranslationJob.objects.filter(text_id__in=texts, language__in=codes)
    return rows.only("text_id", "language", "state", "reason")


def _best(rows: Iterable[Any], codes: list[str]) -> dict[int, Any]:
    """One row a text: the one whose language is nearest to what was asked."""
    ordered = sorted(rows, key=lambda row: codes.index(row.language), reverse=True)
    return {row.text_id: row for row in ordered}


def _rendered(
    text: Text,
    reader: Reader,
    row: Translation | None,
    job: TranslationJob | None,
    *,
    foreign: bool,
) -> Rendered:
    if text.erased:
        return _removed(text, reader)
    original = Side(text.language, text.direction, text.html, text.plain, text.source)
    if not foreign:
        info = TranslationInfo(requested=reader.language, state="original")
        return Rendered(text.pk, original, original, info)
    info = _info(text, reader.language, row, job)
    if row is None or row.withheld:
        return Rendered(text.pk, original, original, info)
    translated = Side(row.language, languages.direction(row.language), row.html, row.plain)
    as_written = reader.originals or text.pk in reader.originals_of
    return Rendered(text.pk, original, original if as_written else translated, info, translated)


def _removed(text: Text, reader: Reader) -> Rendered:
    """What is told of an erased text, in the reader's own language."""
    language, sentence, html = tombstone(text.erased, reader.language)
    told = Side(language, languages.direction(language), html, sentence)
    info = TranslationInfo(requested=reader.language, state="original")
    return Rendered(text.pk, told, told, info, erased=True)


def _info(
    text: Text, wanted: str, row: Translation | None, job: TranslationJob | None
) -> TranslationInfo:
    if row is None:
        state, reason = _waiting(text, wanted, job)
        return TranslationInfo(requested=wanted, state=state, reason=reason)
    fresh = row.source_checksum == text.checksum
    state = "stale" if not fresh else "failed" if row.withheld else "ready"
    return TranslationInfo(
        requested=wanted,
        state=state,
        origin=row.origin,
        engine=row.engine,
        route=tuple(row.route),
        quality=round(row.quality, 3),
        uncertain=row.uncertain,
        reason=row.reason,
        human=round(row.human_segments / row.segments, 3) if row.segments else 0.0,
    )


def _waiting(text: Text, wanted: str, job: TranslationJob | None) -> tuple[State, str]:
    if job is not None:
        return job.state, job.reason  # type: ignore[return-value]
    if best_route(text.language, wanted) is None:
        return "unsupported", "no_route"
    return "pending", "not_requested"


def _with_references(found: dict[int, Rendered]) -> dict[int, Rendered]:
    """Replace `data-ref`s by addresses, one query a kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for rendered in found.values():
        for side in (rendered.original, rendered.translated):
            for kind, name in _REFERENCE.findall(side.html) if side else ():
                wanted[kind].add(name)
    if not wanted:
        return found
    addresses = {
        kind: import_string(settings.REFERENCE_RESOLVERS[kind])(names)
        for kind, names in wanted.items()
        if kind in settings.REFERENCE_RESOLVERS
    }
    return {pk: _resolved(rendered, addresses) for pk, rendered in found.items()}


def _resolved(rendered: Rendered, addresses: dict[str, Mapping[str, str]]) -> Rendered:
    def address(match: re.Match[str]) -> str:
        target = addresses.get(match[1], {}).get(match[2])
        return f'href="{escape(target)}"' if target else ""

    def side(old: Side) -> Side:
        return replace(old, html=_REFERENCE.sub(address, old.html))

    original = side(rendered.original)
    translated = side(rendered.translated) if rendered.translated else None
    shown = translated if rendered.is_translated and translated else original
    return replace(rendered, original=original, shown=shown, translated=translated)


def states_of(text: Text) -> list[dict[str, Any]]:
    """Every translation and job of a text, for the API and the coverage page."""
    rows = [_row_state(text, row) for row in text.translations.all()]
    known = {row["lang"] for row in rows}
    return rows + [
        {
            "lang": job.language,
            "state": job.state,
            "origin": None,
            "engine": "",
            "quality": None,
            "reason": job.reason,
            "updated": job.created,
        }
        for job in text.jobs.all()
        if job.language not in known
    ]


def _row_state(text: Text, row: Translation) -> dict[str, Any]:
    info = _info(text, row.language, row, None)
    return {
        "lang": row.language,
        "state": info.state,
        "origin": row.origin,
        "engine": row.engine,
        "quality": info.quality,
        "reason": row.reason,
        "updated": row.updated,
    }


def queue_counts() -> dict[str, int]:
    """How many jobs are in each state."""
    rows = TranslationJob.objects.values("state").annotate(count=Count("id")).order_by()
    return {row["state"]: row["count"] for row in rows}
