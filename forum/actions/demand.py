"""Which languages are read where: what makes translations happen ahead of demand."""

from babel import Locale
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from core import languages
from core.errors import InvalidInput
from core.events import publish
from forum.events import LanguageDemanded
from forum.models import ReadDemand, Thread


def record_demand(*, community: Community, language: str, thread: Thread | None = None) -> bool:
    """Note that this is read in `language` today; True for the first time today.

    No person is recorded. Raises InvalidLanguage for a language that is not offered.
    """
    code = languages.canonical(language)
    if not languages.is_offered(code):
        raise languages.InvalidLanguage(tag=language)
    row = ReadDemand(community=community, thread=thread, language=code, day=timezone.now().date())
    seen = ReadDemand.objects.filter(community=community, thread=thread, language=code, day=row.day)
    return not seen.exists() and _record(row)


def _record(row: ReadDemand) -> bool:
    try:
        with transaction.atomic():
            row.save()
            publish(
                LanguageDemanded(
                    community_id=row.community_id,
                    thread_id=row.thread_id,
                    language=row.language,
                )
            )
    except IntegrityError:
        return False
    return True


def checked_country(country: str) -> str:
    """An ISO 3166 code in capitals, or nothing. Raises InvalidInput."""
    code = country.strip().upper()
    if code and (len(code) != 2 or code not in Locale("en").territories):
        raise InvalidInput(fields={"country": _("Choose a country from the list.")})
    return code
