"""Which texts show which uploads, and what becomes of uploads that none shows."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.permissions import Actor
from forum.actions.uploads import drop_uploads
from forum.models import Draft, LinkPreview, PostRevision, Upload, UploadUse
from forum.queries.uploads import uploads_for
from forum.uploads.addresses import uploads_in
from forum.uploads.storing import files_in, remove
from translation.models import Text

UNUSED_KEPT = timedelta(hours=24)
SWEPT_AT_ONCE = 500


@transaction.atomic
def note_uploads(*, actor: Actor, text: Text) -> None:
    """Record which uploads a text shows that `actor` has just written.

    Whom a text lets see an upload is whom its author lets see it: an address of something that
    he may not see himself gives it to nobody. Earlier versions that are kept show what they did.
    """
    named = uploads_in(text.source)
    known = set(UploadUse.objects.filter(text=text).values_list("upload_id", flat=True))
    new = uploads_for(actor, named - known) if named - known else {}
    UploadUse.objects.bulk_create(
        [UploadUse(upload=upload, text=text) for upload in new.values()], ignore_conflicts=True
    )
    if known - named:
        gone = known - named - _in_revisions(text)
        UploadUse.objects.filter(text=text, upload__in=gone).delete()


def _in_revisions(text: Text) -> set[UUID]:
    sources = PostRevision.objects.filter(post__body=text).values_list("source", flat=True)
    return _named_in(sources)


def _named_in(sources: Iterable[str]) -> set[UUID]:
    return set().union(*(uploads_in(source) for source in sources))


def sweep_unused() -> int:
    """Delete uploads that no text, draft or link shows since a day; how many."""
    old = Upload.objects.filter(uses__isnull=True, created__lt=timezone.now() - UNUSED_KEPT)
    shown = LinkPreview.objects.filter(image__isnull=False).values("image")
    found = list(old.exclude(pk__in=shown).order_by("created")[:SWEPT_AT_ONCE])
    kept = _in_drafts({row.member_id for row in found})
    gone = [row for row in found if row.pk not in kept]
    with transaction.atomic():
        # Somebody may have begun to show one between the question and now.
        drop_uploads(Upload.objects.filter(pk__in=[row.pk for row in gone], uses__isnull=True))
    return len(gone)


def _in_drafts(members: set[int | None]) -> set[UUID]:
    rows = Draft.objects.filter(member__in=members - {None}).values_list("fields", flat=True)
    return _named_in(value for fields in rows for value in _strings(fields))


def _strings(fields: object) -> Iterator[str]:
    values = fields.values() if isinstance(fields, dict) else ()
    return (value for value in values if isinstance(value, str))


def sweep_strays(shard: str, *, now: datetime | None = None) -> int:
    """Delete files of a folder that no row names since a day: what a crash left; how many."""
    files = files_in(shard, before=(now or timezone.now()) - UNUSED_KEPT)
    rows = Upload.objects.filter(file__startswith=f"{shard}/")
    named = {path for row in rows.values_list("file", "thumbnail") for path in row}
    strays = [path for path in files if path not in named]
    remove(strays)
    return len(strays)
