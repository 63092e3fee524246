"""What people of a community made of translations, as records."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forum.transfer.records import SentenceRecord, TermRecord
from translation.models import GlossaryTerm, HumanSegment

if TYPE_CHECKING:
    from forum.transfer.exporting import Scope


def sentences(scope: "Scope") -> Iterator[SentenceRecord]:
    """Sentences with their translations. The key says what it is about, so it is the same
    everywhere."""
    rows = HumanSegment.objects.filter(community=scope.community).order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield SentenceRecord(
            key=f"{row.source_key}:{row.source_language}-{row.target_language}",
            source_language=row.source_language,
            target_language=row.target_language,
            source=row.source,
            target=row.target,
        )


def terms(scope: "Scope") -> Iterator[TermRecord]:
    """Approved terms."""
    rows = GlossaryTerm.objects.filter(
        community=scope.community, state=GlossaryTerm.State.APPROVED
    ).order_by("source_language", "target_language", "source", "pk")
    for number, row in enumerate(rows.iterator(chunk_size=500), start=1):
        yield TermRecord(
            key=str(number),
            source_language=row.source_language,
            target_language=row.target_language,
            source=row.source,
            target=row.target,
            case_sensitive=row.case_sensitive,
            note=row.note,
        )
