"""Imported files: checked and encoded anew like those that members send."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import Member
from core.errors import LingoraError
from forum.actions.importing.job import Job, Progress
from forum.actions.uploads import import_file
from forum.models import Post, Upload, UploadUse
from forum.transfer.records import UploadRecord
from forum.transfer.staging import Staged
from forum.uploads.addresses import uploads_in
from forum.uploads.content import MEGABYTE


def import_uploads(job: Job) -> None:
    """Keep files that are not here yet."""
    progress = Progress("files", job.staging.count(UploadRecord), job.report)
    for one in job.staging.all(UploadRecord):
        _import(job, one)
        progress.add(1)


@transaction.atomic
def _import(job: Job, one: Staged[UploadRecord]) -> None:
    key = one.record.key
    item = job.known.items("upload", [key]).get(key)
    if item and Upload.objects.filter(pk=UUID(item.target)).exists():
        job.count("upload", "kept")
        return
    try:
        upload = _keep(job, one)
    except (LingoraError, OSError) as error:
        job.refuse("upload", one.origin, f"{one.record.file}: {error}")
        return
    item = item or job.known.new("upload", key, upload.pk, one.checksum, "")
    item.target = str(upload.pk)
    job.known.remember([item])
    job.count("upload", "made")


def _keep(job: Job, one: Staged[UploadRecord]) -> Upload:
    """Raises OSError for a file that is not there, LingoraError for one that is not taken."""
    record = one.record
    owner = job.known.ids("member", [record.member]).get(record.member or "")
    with job.archive.open(record.file) as file:
        # One byte more than is allowed is enough to be refused.
        data = file.read(settings.UPLOAD_MAX_MB * MEGABYTE + 1)
    return import_file(
        member=Member.objects.filter(pk=owner).first() if owner else None,
        name=record.name,
        data=data,
        community=job.community,
    )


def note_imported_uploads(job: Job, posts: Sequence[Post]) -> None:
    """Record which files of this community imported texts show."""
    named = {post.body_id: uploads_in(post.body.source) for post in posts}
    wanted: Iterable[UUID] = {upload for uploads in named.values() for upload in uploads}
    if not wanted:
        return
    own = Upload.objects.filter(community=job.community, pk__in=wanted)
    there = set(own.values_list("pk", flat=True))
    UploadUse.objects.bulk_create(
        [
            UploadUse(upload_id=upload, text_id=text)
            for text, uploads in named.items()
            for upload in uploads & there
        ],
        ignore_conflicts=True,
    )
