"""Names of tags and products: short texts that everybody reads in their own language."""

import unicodedata

from django.utils.translation import gettext_lazy as _

from accounts.models import Community, Member
from core.errors import InvalidInput
from core.events import publish
from core.slugs import NOTHING_READABLE, slug_of
from forum.events import NameWritten
from translation.actions import write_text
from translation.models import Text

NAME_MAX_CHARS = 40


def check_name(name: str, *, field: str = "name") -> str:
    """A name in one line, with something in it that can be read. Raises InvalidInput."""
    name = " ".join(unicodedata.normalize("NFC", name.replace("\0", "")).split())
    if slug_of(name) == NOTHING_READABLE:
        raise InvalidInput(fields={field: _("A name needs a letter or a digit.")})
    if len(name) > NAME_MAX_CHARS:
        problem = _("A name has at most %(most)d characters.") % {"most": NAME_MAX_CHARS}
        raise InvalidInput(fields={field: problem})
    return name


def write_name(
    name: str, *, community: Community, language: str | None, author: Member | None = None
) -> Text:
    """Store a name and let it be translated. Raises InvalidInput, InvalidLanguage."""
    text = write_text(
        source=name,
        format=Text.Format.PLAIN,
        community=community,
        author=author,
        language=language,
    )
    publish(NameWritten(community_id=community.pk, text_id=text.pk))
    return text
