"""What a browser remembers without an account: light or dark."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from frontend.context import THEME_COOKIE, THEMES

COOKIE_SECONDS = 365 * 24 * 3600


@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Change between light and dark, and back to the page. Without a choice so far: dark."""
    wanted = request.POST.get("theme") or _other(request.COOKIES.get(THEME_COOKIE, ""))
    response = redirect(_back(request))
    if wanted in THEMES:
        # Read by the page's script, too, so it is not hidden from it.
        response.set_cookie(
            THEME_COOKIE,
            wanted,
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def _other(present: str) -> str:
    return "light" if present == "dark" else "dark"


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if safe else reverse("home")
