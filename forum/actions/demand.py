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
    row = {
        "community": community,
        "thread": thread,
        "language": code,
        "day": timezone.now().date(),
    }
    if ReadDemand.objects.filter(**row).exists():
        return False
    return _record(row, code)


def _record(row: dict[str, object], code: str) -> bool:
    thread, community = row["thread"], row["community"]
    assert isinstance(community, Community)
    try:
        with transaction.atomic():
            ReadDemand.objects.create(**row)
            publish(
                LanguageDemanded(
                    community_id=community.pk,
                    thread_id=thread.pk if isinstance(thread, Thread) else None,
                    language=code,
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
