"""What a member said about translations."""

from collections.abc import Iterable

from translation.models import Text, TranslationRating
from translation.routing import target_codes


def ratings_by(member_id: int, texts: Iterable[Text], language: str) -> dict[int, bool]:
    """Whether the member called the present translations of `texts` for readers of `language`
    understandable, by text id; no entry where he said nothing. One query."""
    checksums = {text.pk: text.checksum for text in texts}
    rows = TranslationRating.objects.filter(
        member=member_id, text__in=checksums, language__in=target_codes(language)
    )
    return {
        row.text_id: row.understandable for row in rows if row.checksum == checksums[row.text_id]
    }
