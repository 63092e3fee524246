"""What happens around every call: who calls, in which language we answer, in which shape.

Also answers for what ninja leaves to Django: unknown addresses and methods.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from core import languages
from frontend.api import failures
from frontend.api.callers import ApiRequest, identify
from frontend.api.errors import BadRequest, MethodNotAllowed, NoSuchAddress
from frontend.api.multipart import is_multipart, read_parts
from frontend.api.reading import offered_language

View = Callable[..., HttpResponse]


def through_gateway(view: View) -> View:
    """`view` with its caller identified and its failures in our shape."""

    @wraps(view)
    def served(request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.replayed = False
        with speaking(_asked_language(request)):
            try:
                _check_readable(request)
                request.auth = identify(request)
            except Exception as error:  # noqa: BLE001 - every failure has one shape
                return _finished(request, failures.answer(request, error))
        member = request.auth.member
        with speaking(member.reading_language if member else _asked_language(request)):
            return _finished(request, _called(view, request, *args, **kwargs))

    # Who has a session is asked for the token by `identify`, which answers in our shape.
    served.csrf_exempt = True  # type: ignore[attr-defined]
    return served


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within the block, messages are in the interface language of `code`."""
    with languages.using(code), translation.override(languages.interface_language(code)):
        yield


def nothing_here(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The answer of every address that is not one of ours."""
    return failures.answer(request, NoSuchAddress())


def _asked_language(request: HttpRequest) -> str:
    """The language asked for by `lang`, else by the browser (the middleware has read that)."""
    return offered_language(request.GET.get("lang", "")) or languages.current()


def _check_readable(request: ApiRequest) -> None:
    """Refuse what no database stores, and bodies that are too large, before anyone looks."""
    values = (value for _name, values in request.GET.lists() for value in values)
    if "\0" in request.path_info or any("\0" in value for value in values):
        raise BadRequest
    if is_multipart(request):
        read_parts(request)
    else:
        _ = request.body


def _called(view: View, request: ApiRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    method = request.method
    # Whoever asks for the head gets that of the answer; servers leave the body out.
    request.method = "GET" if method == "HEAD" else method
    try:
        response = view(request, *args, **kwargs)
    except Exception as error:  # noqa: BLE001 - every failure has one shape
        response = failures.answer(request, error)
    finally:
        request.method = method
    if isinstance(response, HttpResponseNotAllowed):
        allowed = response["Allow"]
        response = failures.answer(request, MethodNotAllowed(method=method))
        response["Allow"] = allowed
    return response


def _finished(request: ApiRequest, response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
    patch_cache_control(response, private=True, no_cache=True)
    response.headers.setdefault("Content-Language", languages.current())
    if request.replayed:
        response["Idempotent-Replayed"] = "true"
    return response
