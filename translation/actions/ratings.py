"""Whether a translation could be understood, as its readers say."""

from django.db import transaction

from accounts.models import Community
from accounts.permissions import Actor, Privilege, require
from core import languages
from core.errors import NotFound
from translation.correction_errors import OwnWork
from translation.models import Text, Translation, TranslationRating
from translation.routing import target_codes


@transaction.atomic
def rate_translation(
    *, actor: Actor, text: Text, community: Community, language: str, understandable: bool
) -> TranslationRating:
    """Say whether the translation into `language` is understandable; the last word counts.

    It is about the version of the text that was translated. Raises NotSignedIn, NotPermitted,
    OwnWork, InvalidLanguage, and NotFound where there is no translation to read.
    """
    require(actor, Privilege.RATE_TRANSLATION, community)
    assert actor.member is not None
    if text.author_id == actor.member.pk:
        raise OwnWork
    row = _read_in(text, language)
    rating, _created = TranslationRating.objects.update_or_create(
        text=text,
        language=row.language,
        member=actor.member,
        defaults={"checksum": row.source_checksum, "understandable": understandable},
    )
    return rating


def _read_in(text: Text, language: str) -> Translation:
    """The translation that readers of `language` see."""
    codes = target_codes(languages.canonical(language))
    rows = Translation.objects.filter(text=text, language__in=codes, withheld=False)
    found = min(rows, key=lambda row: codes.index(row.language), default=None)
    if found is None:
        raise NotFound
    return found
