"""Every address: pages under the reading language, everything else beside it."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from frontend import health
from frontend.pages.prefix import in_reading_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("frontend.findable.urls")),
    path("favicon.ico", health.favicon, name="favicon"),
    *([path("api/v1/mail/", include("anymail.urls"))] if settings.ANYMAIL_WEBHOOK_SECRET else []),
    path("api/", include("frontend.api.urls")),
    path("files/", include("frontend.files")),
    in_reading_language(
        path("accounts/", include("allauth.urls")),
        path("", include("frontend.pages.urls")),
    ),
]
handler400 = "frontend.pages.errors.bad_request"
handler403 = "frontend.pages.errors.not_permitted"
handler404 = "frontend.pages.errors.not_found"
handler429 = "frontend.pages.errors.too_many"  # for allauth; Django has none
handler500 = "frontend.pages.errors.server_error"
