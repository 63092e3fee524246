"""Cookies that no browser of ours sends."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class StorableCookiesMiddleware:
    """Forgets cookies that hold a NUL: PostgreSQL refuses even to look for such a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)
