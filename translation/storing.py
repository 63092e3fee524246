"""Stores translations: what still fits its text, in one short transaction for a whole batch."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from core import languages, leases
from core.events import publish_all
from translation import memory
from translation.events import TextTranslated
from translation.memory.uses import note_texts
from translation.models import Text, Translation, TranslationJob
from translation.pipeline import PIPELINE_VERSION, RENDERER_VERSION, Assembly
from translation.pipeline.gate import SCORE_FLOOR
from translation.translating import Translated

State = TranslationJob.State
Result = tuple[TranslationJob, Translated]

_WRITTEN = (
    *("html", "plain", "source_checksum", "source_language", "route", "engine", "fingerprint"),
    *("first_choice", "pipeline_version", "renderer_version", "origin", "quality", "segments"),
    *("human_segments", "uncertain", "withheld", "reason", "updated"),
)


@transaction.atomic
def store(results: Sequence[Result]) -> None:
    """Store translations (into one language), remove their jobs, tell the news: all or nothing.

    Texts are locked before jobs, each in ascending order. What is no longer this process's, or
    was made for an older version of its text, is dropped; the latter starts over.
    """
    texts = _locked_texts(results)
    held = _held(results)
    fitting: list[Result] = []
    for job, result in results:
        text = texts.get(job.text_id)
        if text is None or held.get(job.pk) != job.checksum:
            continue
        if text.checksum != job.checksum:
            _start_over(job, text)
        else:
            fitting.append((job, result))
    _store(fitting, texts)


def _locked_texts(results: Sequence[Result]) -> dict[int, Text]:
    ids = {job.text_id for job, _result in results}
    rows = Text.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return {text.pk: text for text in rows}


def _held(results: Sequence[Result]) -> dict[int, str]:
    """The checksums of those jobs that are still this process's, by id."""
    rows = TranslationJob.objects.select_for_update().filter(
        pk__in=[job.pk for job, _result in results], owner=leases.owner()
    )
    return dict(rows.order_by("text_id", "language").values_list("pk", "checksum"))


def _start_over(job: TranslationJob, text: Text) -> None:
    """The text changed meanwhile: the job is for its present version now."""
    mine = TranslationJob.objects.filter(pk=job.pk)
    if languages.serves(text.language, job.language):
        mine.delete()
        return
    mine.update(
        checksum=text.checksum,
        source_language=text.language,
        state=State.PENDING,
        owner="",
        lease_until=None,
    )


def _store(results: Sequence[Result], texts: Mapping[int, Text]) -> None:
    if not results:
        return
    TranslationJob.objects.filter(pk__in=[job.pk for job, _result in results]).delete()
    pinned = _pinned(results, texts)
    rows = [
        _row(texts[job.text_id], job.language, result)
        for job, result in results
        if job.text_id not in pinned
    ]
    Translation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["text", "language"],
        update_fields=_WRITTEN,
        batch_size=50,
    )
    _note_sentences(results)
    _tell([job for job, _result in results])


def _tell(jobs: Sequence[TranslationJob]) -> None:
    """Those for whom somebody waits are told of first, however much else was translated."""
    for priority in {job.priority for job in jobs}:
        publish_all(
            (
                TextTranslated(text_id=job.text_id, language=job.language, checksum=job.checksum)
                for job in jobs
                if job.priority == priority
            ),
            priority=priority,
        )


def _pinned(results: Sequence[Result], texts: Mapping[int, Text]) -> set[int]:
    """Ids of the texts whose present version people translated as a whole: nothing replaces
    that. (What they translated sentence by sentence is put together from the memory.)"""
    rows = Translation.objects.filter(
        text__in=[job.text_id for job, _result in results],
        language=results[0][0].language,
        origin=Translation.Origin.HUMAN,
        human_segments=0,
    )
    return {
        text_id
        for text_id, checksum in rows.values_list("text_id", "source_checksum")
        if checksum == texts[text_id].checksum
    }


def _note_sentences(results: Iterable[Result]) -> None:
    note_texts({job.text_id: result.uses for job, result in results})
    memory.note_uses(dict.fromkeys(key for _job, result in results for key in result.keys))


def _row(text: Text, language: str, result: Translated) -> Translation:
    made, route = result.assembly, result.route
    withheld = is_withheld(made)
    experimental = bool(route and route.experimental)
    return Translation(
        text=text,
        language=language,
        html=made.html,
        plain=made.text,
        source_checksum=text.checksum,
        source_language=text.language,
        route=route.languages if route else [text.language, language],
        engine=route.label[:200] if route else "",
        fingerprint=route.fingerprint if route else "",
        first_choice=result.first_choice,
        pipeline_version=PIPELINE_VERSION,
        renderer_version=RENDERER_VERSION,
        origin=Translation.Origin.HUMAN if result.is_human else Translation.Origin.MACHINE,
        quality=made.quality,
        segments=made.total,
        human_segments=result.human,
        uncertain=not result.is_human and (made.uncertain or experimental),
        withheld=withheld,
        reason="too_uncertain" if withheld else "",
    )


def is_withheld(made: Assembly) -> bool:
    """True where a translation is too bad to be shown at all: below the floor, or mostly kept
    in its source."""
    below = made.mean_score is not None and made.mean_score < SCORE_FLOOR
    return below or (made.total > 0 and made.kept * 2 > made.total)
