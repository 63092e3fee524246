"""What members say about themselves."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import update_profile
from accounts.models import Member
from accounts.permissions import Actor
from core.errors import InvalidInput
from core.events import publish
from forum.actions.checks import check_member
from forum.actions.upload_uses import note_uploads
from forum.events import AboutWritten
from forum.models import Profile
from translation.actions import erase_text, write_text
from translation.models import Text

ABOUT_MAX_CHARS = 2000


@transaction.atomic
def save_profile(*, actor: Actor, about: str, **fields: Any) -> Member:
    """Store what a member says of herself: `fields` as `accounts.actions.update_profile` takes
    them, and a text about her (Markdown) that everybody reads in their language.

    Raises NotSignedIn, and InvalidInput with the fields that are wrong.
    """
    member = update_profile(member=check_member(actor), **fields)
    set_about(actor=actor, about=about)
    return member


@transaction.atomic
def set_about(*, actor: Actor, about: str, language: str | None = None) -> Profile:
    """Store the text about a member; an empty one removes it. Raises NotSignedIn, InvalidInput,
    InvalidLanguage."""
    profile = _locked_profile(check_member(actor))
    about = about.strip()
    if len(about) > ABOUT_MAX_CHARS:
        raise InvalidInput(
            fields={
                "about": _("This is too long: at most %(most)d characters. Please shorten it.")
                % {"most": ABOUT_MAX_CHARS}
            }
        )
    if about:
        note_uploads(actor=actor, text=_write(profile, about, language))
    elif profile.about is not None:
        _remove(profile, profile.about)
    return profile


def _locked_profile(member: Member) -> Profile:
    profile, _is_new = Profile.objects.select_for_update().get_or_create(member=member)
    return profile


def _write(profile: Profile, about: str, language: str | None) -> Text:
    before = profile.about.checksum if profile.about else ""
    text = profile.about = write_text(
        source=about,
        format=Text.Format.MARKDOWN,
        community=None,
        author=profile.member,
        language=language,
        text=profile.about,
    )
    profile.save(update_fields=["about"])
    if text.checksum != before:
        publish(AboutWritten(member_id=profile.member_id, checksum=text.checksum))
    return text


def _remove(profile: Profile, text: Text) -> None:
    profile.about = None
    profile.save(update_fields=["about"])
    erase_text(text=text)
