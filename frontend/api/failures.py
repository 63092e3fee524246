"""The one shape of everything that goes wrong: `{"error": {code, message, fields}}`.

Messages are in the language that is spoken when the answer is written. Nothing that was sent is
repeated, and of unforeseen errors nothing is told but that they happened.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import (
    BadRequest as DjangoBadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from accounts.standing_errors import Sanctioned
from core.errors import InvalidInput, LingoraError, NotSignedIn, RateLimited
from forum.errors import EditConflict
from forum.thread_errors import ThreadMerged
from frontend.api.errors import BadJson, BadRequest, NoSuchAddress, TooLarge
from frontend.moved import present_address

logger = logging.getLogger(__name__)

_OURS: dict[type[Exception], type[LingoraError]] = {
    RequestDataTooBig: TooLarge,
    RawPostDataException: BadRequest,
    UnreadablePostError: BadRequest,
    SuspiciousOperation: BadRequest,
    DjangoBadRequest: BadRequest,
    Http404: NoSuchAddress,
    AuthenticationError: NotSignedIn,
    HttpError: BadJson,  # ninja raises it for nothing else
}
"""Errors of Django and ninja, and what they are called here; the first that fits holds."""


def add_handlers(api: NinjaAPI) -> None:
    """Let every error of `api` be answered by `answer`."""
    for cls in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(cls, answer)


def answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The answer that tells of `error`."""
    error = error if isinstance(error, Exception) else error()
    ours = translate(error)
    if isinstance(ours, ThreadMerged) and (address := present_address(request, ours)):
        return HttpResponseRedirect(address)
    if ours.status >= 500:
        logger.error("%s %s failed", request.method, request.path, exc_info=error)
    response = JsonResponse(body_of(ours), status=ours.status)
    if ours.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Lingora"'
    if isinstance(ours, RateLimited) and ours.retry_after_seconds:
        response["Retry-After"] = str(ours.retry_after_seconds)
    return response


def translate(error: Exception) -> LingoraError:
    """`error` as one of ours."""
    if isinstance(error, LingoraError):
        return error
    if isinstance(error, ValidationError):
        return InvalidInput(fields=dict(_fields(error.errors)))
    known = (ours for theirs, ours in _OURS.items() if isinstance(error, theirs))
    return next(known, LingoraError)()


def body_of(error: LingoraError) -> dict[str, Any]:
    """The JSON of an error; an edit conflict carries what stands now, a merged thread where it
    is, a sanction until when it holds."""
    told: dict[str, Any] = {
        "code": error.code,
        "message": str(error),
        "fields": {name: str(message) for name, message in error.fields.items()},
    }
    if isinstance(error, EditConflict):
        told["current"] = {"source": error.current_source, "revision": error.current_revision}
    if isinstance(error, Sanctioned):
        told["until"] = error.until.isoformat() if error.until else None
    if isinstance(error, ThreadMerged):
        told["merged_into"] = error.target_id
    return {"error": told}


def _fields(errors: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    for item in errors:
        # Where from, which parameter of the endpoint, then the field itself.
        source, *inner = item["loc"]
        names = inner[1:] or ([source] if source == "body" else inner)
        yield ".".join(map(str, names)), _reason(item)


def _reason(item: dict[str, Any]) -> str:
    """What pydantic found wrong, in words of ours."""
    kind, context = item["type"], item.get("ctx") or {}
    if kind == "missing":
        return _("This is missing.")
    if kind == "extra_forbidden":
        return _("This is not known here.")
    if kind == "literal_error":
        return _("Possible values: %(choices)s.") % {"choices": context["expected"]}
    if kind in {"string_too_long", "too_long"}:
        return _("At most %(most)d.") % {"most": context["max_length"]}
    if kind.startswith(("greater_than", "less_than")):
        return _("The number is out of range.")
    return _kind_expected(kind)


def _kind_expected(kind: str) -> str:
    if kind.startswith("string"):
        return _("Text is expected here.")
    if kind.startswith("int"):
        return _("A whole number is expected here.")
    if kind.startswith("bool"):
        return _("Write true or false here.")
    return _("This cannot be used here.")
