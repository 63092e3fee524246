"""Pages for what went wrong outside of any view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core.errors import RateLimited
from frontend.context import Page
from frontend.middleware.errors import error_page

__all__ = ["bad_request", "not_found", "not_permitted", "server_error", "too_many"]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """The limits around accounts are reached (`ACCOUNT_RATE_LIMITS`)."""
    return error_page(request, RateLimited())


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without looking up the visitor: the database may be what broke."""
    page = Page(request)
    return HttpResponse(render_to_string("500.html", {"page": page}), status=500)
