"""Uploads as files, beside the pages: who may not see one is told that it is not there.

Nothing here is ever run by a browser: what is no image is only offered for saving, under a policy
that forbids everything. What an address answers never changes, so browsers keep it; shared caches
may not, because it depends on who asks.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from core.errors import NotFound
from forum.models import Upload
from forum.queries.uploads import upload_for
from forum.uploads.addresses import path_of
from forum.uploads.storing import read
from frontend.pages.visitor import actor_of

HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Cookie",
}
THUMBNAIL_TYPE = "image/webp"


@require_safe
def file(request: HttpRequest, upload_id: UUID, name: str) -> HttpResponseBase:
    """The file itself. The id decides; a wrong name leads to the right one."""
    upload = upload_for(actor_of(request), upload_id)
    if name != upload.name:
        return redirect(path_of(upload))
    return _answer(request, upload, str(upload.file.name), upload.content_type)


@require_safe
def thumbnail(request: HttpRequest, upload_id: UUID) -> HttpResponseBase:
    """The smaller image; of what has none, the file itself."""
    upload = upload_for(actor_of(request), upload_id)
    if not upload.thumbnail:
        return redirect(path_of(upload))
    return _answer(request, upload, str(upload.thumbnail.name), THUMBNAIL_TYPE)


def _answer(request: HttpRequest, upload: Upload, stored: str, content_type: str) -> HttpResponse:
    etag = f'"{upload.checksum[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=HEADERS | {"ETag": etag})
    # Whole: files are small (`UPLOAD_MAX_MB`), and a stream would hold a thread under ASGI.
    data = read(stored)
    if data is None:
        raise NotFound
    saved = upload.kind != Upload.Kind.IMAGE
    named = content_disposition_header(saved, upload.name) or "inline"
    headers = {**HEADERS, "ETag": etag, "Content-Disposition": named}
    return HttpResponse(data, content_type=content_type, headers=headers)


urlpatterns = [
    path("<uuid:upload_id>/thumbnail", thumbnail, name="upload_thumbnail"),
    path("<uuid:upload_id>/<str:name>", file, name="upload_file"),
]
