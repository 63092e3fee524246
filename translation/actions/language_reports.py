"""What readers say about the language that a text claims to be in."""

from django.db import transaction

from accounts.models import Member
from core import languages
from translation.correction_errors import SameLanguage
from translation.models import LanguageReport, Text

REPORTS_NEEDED = 2
"""So many members who name the same language are believed."""


@transaction.atomic
def report_language(*, member: Member, text: Text, language: str) -> bool:
    """Note that a member takes the present version of `text` for `language`; his last word
    counts. True where enough members say the same.

    Callers see to permission and to the correction itself. Raises InvalidLanguage.
    """
    language = languages.canonical(language)
    if language == text.language:
        raise SameLanguage
    LanguageReport.objects.update_or_create(
        text=text, member=member, defaults={"language": language, "checksum": text.checksum}
    )
    same = LanguageReport.objects.filter(text=text, language=language, checksum=text.checksum)
    return same.count() >= REPORTS_NEEDED
