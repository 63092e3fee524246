"""`/robots.txt`: what programs may fetch, and where the sitemaps are."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

HIDDEN = (
    "/api/",
    "/ws/",
    "/*/accounts/",
    "/*/ask/",
    "/*/c/*/ask/",
    "/*/notifications/",
    "/*/t/*/print/",
    "/*/p/",
    "/*?original",
    "/*&original",
    "/*?cursor=",
    "/*&cursor=",
)
"""Pages for people who write, and the same texts once more. What is private asks who is there
anyway."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in HIDDEN),
        "",
        f"Sitemap: {settings.PUBLIC_URL}{reverse('sitemaps')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
