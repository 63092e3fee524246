"""Changes to a member's own account."""

from collections.abc import Iterable
from zoneinfo import available_timezones

from babel import Locale
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from core import languages
from core.errors import InvalidInput

LANGUAGES_MAX = 12


@transaction.atomic
def update_profile(
    *,
    member: Member,
    display_name: str,
    reading_language: str,
    written_languages: Iterable[str],
    kept_languages: Iterable[str],
    country: str,
    timezone: str,
) -> Member:
    """Store what a member says of herself. Raises InvalidInput with the fields that are wrong."""
    if not languages.is_offered(reading_language):
        raise InvalidInput(fields={"reading_language": _("Choose one of the languages offered.")})
    if country and country.upper() not in Locale("en").territories:
        raise InvalidInput(fields={"country": _("Choose a country from the list.")})
    if timezone not in available_timezones():
        raise InvalidInput(fields={"timezone": _("Choose a time zone from the list.")})
    member.display_name = display_name.strip()[:60]
    member.reading_language = languages.canonical(reading_language)
    member.written_languages = _codes(written_languages)
    member.kept_languages = _codes(kept_languages)
    if member.country != country.upper():
        member.country, member.country_since = country.upper(), now()
    member.timezone = timezone
    member.save()
    return member


def _codes(tags: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(languages.canonical, tags)))[:LANGUAGES_MAX]
