"""Uploads: images and other files for posts."""

from typing import Any
from uuid import UUID

from django.conf import settings
from ninja import File, Form, Router, UploadedFile
from ninja.responses import Status

from accounts.queries import community_for
from forum.actions.uploads import check_may_upload, delete_upload, keep_upload
from forum.models import Upload
from forum.queries.uploads import upload_for
from forum.uploads.addresses import markdown_of, path_of, thumbnail_path_of
from forum.uploads.content import check_length, read_content
from frontend import limits
from frontend.api import idempotency, responses
from frontend.api.callers import ApiRequest, caller_of, writes
from frontend.api.schemas import ErrorOut
from frontend.api.upload_schemas import UploadOut

router = Router(tags=["uploads"])
RESPONSES: dict[Any, Any] = {201: UploadOut, responses.WRITE_REFUSALS | {503}: ErrorOut}


@router.post(
    "/uploads",
    response=RESPONSES,
    auth=writes,
    openapi_extra=idempotency.DOCUMENTED,
    summary="Upload an image or another file",
)
def upload(
    request: ApiRequest, file: File[UploadedFile], community: Form[str | None] = None
) -> Status[Any]:
    """Images are encoded anew, without metadata. `markdown` puts the upload into a text; what no
    text shows within 24 hours is deleted. The same content twice is the same upload."""
    limits.spend(caller_of(request), limits.UPLOADS)
    place = community_for(request.auth, community) if community else None
    check_may_upload(request.auth, place)
    check_length(file.size or 0)
    # Read before anything is locked: a large image takes seconds.
    content = read_content(file.name or "", file.read())

    def keep() -> Status[Any]:
        row = keep_upload(actor=request.auth, content=content, community=place)
        return Status(201, as_json(row))

    return idempotency.once(request, keep, still_there)


@router.delete(
    "/uploads/{uuid:upload_id}",
    response=responses.writing(None, status=204),
    auth=writes,
    summary="Delete an upload",
)
def delete(request: ApiRequest, upload_id: UUID) -> Status[None]:
    """For good, and in every text that shows it."""
    limits.spend(caller_of(request), limits.WRITES)
    delete_upload(actor=request.auth, upload=upload_for(request.auth, upload_id))
    return Status(204, None)


def still_there(actor: Any, upload_id: str) -> Upload:
    """Raises NotFound where an upload told before was deleted since."""
    return upload_for(actor, UUID(upload_id))


def as_json(row: Upload) -> dict[str, Any]:
    """An upload as the contract has it."""
    return {
        "id": str(row.pk),
        "url": settings.PUBLIC_URL + path_of(row),
        "thumbnail_url": settings.PUBLIC_URL + thumbnail_path_of(row)
        if row.kind == Upload.Kind.IMAGE
        else None,
        "name": row.name,
        "kind": row.kind,
        "size": row.size,
        "width": row.width,
        "height": row.height,
        "markdown": markdown_of(row),
    }
