"""What a member said about translations."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from core.prepared import prepared
from translation.models import Text, TranslationRating
from translation.routing import target_codes


def ratings_by(member_id: int, texts: Iterable[Text], language: str) -> dict[int, bool]:
    """Whether the member called the present translations of `texts` for readers of `language`
    understandable, by text id; no entry where he said nothing. One query."""
    checksums = {text.pk: text.checksum for text in texts}
    rows = _ratings(tuple(target_codes(language)), member=member_id, texts=list(checksums))
    return {
        row.text_id: row.understandable for row in rows if row.checksum == checksums[row.text_id]
    }


@prepared
def _ratings(
    codes: Sequence[str], *, member: int, texts: Sequence[int]
) -> "QuerySet[TranslationRating]":
    return TranslationRating.objects.filter(member=member, text__in=texts, language__in=codes)
