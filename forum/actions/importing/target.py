"""The community that an import goes to."""

from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from core.errors import InvalidInput
from forum.transfer.archives import Archive
from forum.transfer.exchange import read_manifest
from forum.transfer.problems import Problems
from forum.transfer.records import KEY_MAX_CHARS, CommunityRecord, Manifest


def source_of(path: Path) -> str:
    """What a source is called where nobody says it. Raises UnreadableArchive."""
    return (_manifest(path).source or path.resolve().stem)[:KEY_MAX_CHARS]


def _manifest(path: Path) -> Manifest:
    with Archive(path) as archive:
        return read_manifest(archive, Problems(lambda _line: None))


@transaction.atomic
def community_for(*, path: Path, slug: str = "", name: str = "") -> Community:
    """The community called `slug`, or as the files say; a new one where there is none.

    Raises InvalidInput where nobody says what it is called, UnreadableArchive.
    """
    told = _manifest(path).community
    wanted = slug or (told.slug if told else "")
    if not wanted:
        raise InvalidInput(_("Say with --community into which community this goes."))
    present = Community.objects.filter(slug=wanted).first()
    return present or _made(wanted, name, told)


def _made(slug: str, name: str, told: CommunityRecord | None) -> Community:
    told = told or CommunityRecord(slug=slug, name=name or slug)
    return Community.objects.create(
        slug=slug,
        name=name or told.name,
        description=told.description,
        languages=[code for code in told.languages if code],
        visibility=told.visibility,
    )
