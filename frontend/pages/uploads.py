"""A member's own files: what they are, where they are shown, how much room is left.

Uploading here needs no script; the composer uses the API for the same.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Actor
from core.errors import InvalidInput, LingoraError, NotFound, NotPermitted, NotSignedIn, Unavailable
from forum.actions.uploads import check_may_upload, delete_upload, upload_file
from forum.models import Upload
from forum.queries.uploads import own_upload, own_uploads, spent_by
from forum.uploads.content import check_length
from forum.uploads.errors import FileMissing
from forum.uploads.quotas import quota_of
from frontend import limits
from frontend.pages.upload_list import allowed_kinds, room, upload_rows
from frontend.pages.visitor import actor_of, caller_of, list_reader


@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    """The list, and the form that adds to it."""
    actor = _signed_in(request)
    if request.method != "POST":
        return _page(request, actor)
    try:
        limits.spend(caller_of(request), limits.UPLOADS)
        upload = _uploaded(actor, request.FILES.get("file"))
    except (InvalidInput, NotPermitted, Unavailable, limits.TooMany) as error:
        return _page(request, actor, refusal=error)
    messages.success(request, _("“%(name)s” is uploaded.") % {"name": upload.name})
    return redirect(reverse("uploads"))


def _signed_in(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    return actor


def _uploaded(actor: Actor, file: "UploadedFile[bytes] | None") -> Upload:
    check_may_upload(actor)
    if file is None:
        raise FileMissing
    check_length(file.size or 0)
    return upload_file(actor=actor, name=file.name or "", data=file.read())


def _page(
    request: HttpRequest,
    actor: Actor,
    refusal: LingoraError | None = None,
) -> HttpResponse:
    assert actor.member is not None
    found = own_uploads(actor, before=_edge(request))
    context: dict[str, Any] = {
        "rows": upload_rows(found.items, list_reader(request)),
        "older": found.older,
        "room": room(spent_by(actor.member), quota_of(actor)),
        "kinds": allowed_kinds(),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "pages/uploads.html", context, status=status)


def _edge(request: HttpRequest) -> UUID | None:
    """The upload after which the list goes on. Raises NotFound."""
    given = request.GET.get("before")
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise NotFound from error


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Asks first where it was reached by a link."""
    actor = _signed_in(request)
    upload = own_upload(actor, upload_id)
    if request.method != "POST":
        context = {"upload": upload, "is_shown": upload.uses.exists()}
        return render(request, "pages/delete_upload.html", context)
    limits.spend(caller_of(request), limits.WRITES)
    delete_upload(actor=actor, upload=upload)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": upload.name})
    return redirect(reverse("uploads"))
