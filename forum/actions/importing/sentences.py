"""Imported work of people on translations: sentences and terms. What is here already stands."""

from collections.abc import Sequence

from django.db import transaction

from forum.actions.importing.job import Job
from forum.transfer.parts import in_parts
from forum.transfer.records import SentenceRecord, TermRecord
from forum.transfer.staging import Staged
from translation.memory import remember_human
from translation.memory.keys import human_key
from translation.models import GlossaryTerm, HumanSegment

AT_ONCE = 200
_PRIVATE = range(0xE000, 0xF900)


def import_sentences(job: Job) -> None:
    """Pin sentences that people translated."""
    for part in in_parts(job.staging.all(SentenceRecord), AT_ONCE):
        _add_sentences(job, part)


@transaction.atomic
def _add_sentences(job: Job, part: Sequence[Staged[SentenceRecord]]) -> None:
    keys = {one.record.key: _key(job, one.record) for one in part}
    known = HumanSegment.objects.filter(key__in=keys.values())
    present = set(known.values_list("key", flat=True))
    for one in part:
        record = one.record
        if keys[record.key] in present:
            job.count("sentence", "kept")
        elif not record.source_language or not record.target_language:
            job.refuse("sentence", one.origin, "a language nobody knows", problem="invalid")
        elif _atoms(record.source) != _atoms(record.target):
            told = "source and target do not hold the same placeholders"
            job.refuse("sentence", one.origin, told, problem="invalid")
        else:
            _pin(job, record)


def _key(job: Job, record: SentenceRecord) -> str:
    return human_key(
        job.community.pk, record.source_language, record.target_language, record.source
    )


def _atoms(text: str) -> list[str]:
    return sorted(character for character in text if ord(character) in _PRIVATE)


def _pin(job: Job, record: SentenceRecord) -> None:
    remember_human(
        community=job.community,
        source_language=record.source_language,
        target_language=record.target_language,
        source=record.source,
        target=record.target,
    )
    job.count("sentence", "made")


def import_terms(job: Job) -> None:
    """Add approved terms to the glossary."""
    for one in job.staging.all(TermRecord):
        _add_term(job, one)


@transaction.atomic
def _add_term(job: Job, one: Staged[TermRecord]) -> None:
    record = one.record
    if not record.source_language or (record.target and not record.target_language):
        job.refuse("term", one.origin, "a language nobody knows", problem="invalid")
        return
    same = GlossaryTerm.objects.filter(
        community=job.community,
        source_language=record.source_language,
        target_language=record.target_language,
        source=record.source,
    )
    if same.exclude(state=GlossaryTerm.State.REJECTED).exists():
        job.count("term", "kept")
        return
    fields = record.model_dump(exclude={"key"})
    GlossaryTerm.objects.create(
        community=job.community, state=GlossaryTerm.State.APPROVED, **fields
    )
    job.count("term", "made")
