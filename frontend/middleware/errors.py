"""Errors of actions and queries, told to people on a page of their own."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import LingoraError, NotFound, NotSignedIn
from forum.thread_errors import ThreadMerged
from frontend.moved import present_address

HEADINGS: dict[int, Promise] = {
    400: _("We could not understand that"),
    403: _("This is not open to you"),
    404: _("This page is not here"),
    409: _("Something changed meanwhile"),
    422: _("Please check what you entered"),
    429: _("A little slower, please"),
    503: _("Not available right now"),
}
SOMETHING_BROKE = _("Something broke on our side")


class LingoraErrorMiddleware:
    """Turns a `LingoraError` that a page's view lets pass into a page with its status.

    The API answers its own errors; they never come here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, LingoraError):
            return None
        if isinstance(error, NotSignedIn):
            return _to_sign_in(request)
        if isinstance(error, ThreadMerged):
            # Not for good: a merge can be undone.
            return redirect(present_address(request, error) or _thread(error))
        return error_page(request, error)


def error_page(request: HttpRequest, error: LingoraError) -> HttpResponse:
    """The page that says what went wrong, with the error's status."""
    if isinstance(error, NotFound):
        return render(request, "404.html", status=404)
    context = {
        "status": error.status,
        "heading": HEADINGS.get(error.status, SOMETHING_BROKE),
        "message": str(error),
        "details": [str(detail) for detail in error.fields.values()],
    }
    return render(request, "errors/error.html", context, status=error.status)


def _thread(error: ThreadMerged) -> str:
    return reverse("thread_by_id", args=[error.target_id])


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path()
    if request.method != "GET":
        # A form cannot be sent again by a redirect: back to the page that held it.
        came_from = urlsplit(request.headers.get("Referer", ""))
        same = came_from.netloc == request.get_host()
        back = came_from.path if same and came_from.path else reverse("home")
    return redirect_to_login(back)
