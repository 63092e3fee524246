"""The reading language of a page: the first part of its address, nothing else.

Pages without it redirect to the language of the account, the cookie or the browser, in this
order. The interface follows the reading language by its fall-back chain. Addresses that are no
pages (API, static files, probes) keep their paths and speak the preferred language.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri

from accounts.models import Member
from core import languages
from core.errors import LingoraError

COOKIE = "reading_language"
COOKIE_SECONDS = 365 * 24 * 3600
OUTSIDE_PAGES = frozenset(
    "api static files media ws healthz readyz metrics embed q console favicon.ico robots.txt "
    "sitemap.xml sitemaps".split()
)
_LANGUAGE_LIKE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


class PermanentRedirectKeepingMethod(HttpResponsePermanentRedirect):
    status_code = 308


class ReadingLanguageMiddleware:
    """Sets `core.languages.current()` and the interface language for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first, _slash, _rest = request.path_info[1:].partition("/")
        if first in OUTSIDE_PAGES:
            return self._served(request, preferred(request, ask_account=False))
        if languages.is_offered(first):
            language = languages.get(first)
            if first != language.slug:
                return _respelled(request, first, language.slug)
            response = self._served(request, language.code)
            return _remembering(request, response, language.slug)
        if _names_a_language(first) or request.method not in {"GET", "HEAD"}:
            return self._served(request, preferred(request))
        target = f"/{languages.get(preferred(request)).slug}{request.get_full_path()}"
        response = HttpResponseRedirect(target)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    def _served(self, request: HttpRequest, code: str) -> HttpResponse:
        interface = languages.interface_language(code)
        with languages.using(code), translation.override(interface):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


def preferred(request: HttpRequest, *, ask_account: bool = True) -> str:
    """The offered language that suits this visitor: account, cookie, browser, first offered."""
    account = get_user(request) if ask_account else None
    wishes = [
        account.reading_language if isinstance(account, Member) else "",
        request.COOKIES.get(COOKIE, ""),
    ]
    for wish in filter(languages.is_offered, wishes):
        return languages.canonical(wish)
    offered = [language.code for language in languages.offered()]
    return languages.best_match(request.headers.get("Accept-Language", ""), offered) or offered[0]


def _names_a_language(part: str) -> bool:
    """True for what stands where a language stands but is none that is offered here."""
    if not _LANGUAGE_LIKE.fullmatch(part):
        return False
    if len(re.split("[-_]", part)[0]) == 2:
        return True
    try:
        languages.canonical(part)
    except LingoraError:
        return False
    return True


def _respelled(request: HttpRequest, spelling: str, slug: str) -> HttpResponse:
    path = "/" + slug + request.path_info[1 + len(spelling) :]
    query = request.META.get("QUERY_STRING", "")
    target = iri_to_uri(path) + (f"?{query}" if query else "")
    if request.method in {"GET", "HEAD"}:
        return HttpResponsePermanentRedirect(target)
    return PermanentRedirectKeepingMethod(target)


def _remembering(request: HttpRequest, response: HttpResponse, slug: str) -> HttpResponse:
    """Keep a language somebody changed to on this site, also without JavaScript."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    before = came_from.path[1:].partition("/")[0]
    changed = before != slug and languages.is_offered(before) and response.status_code == 200
    if changed and came_from.netloc == request.get_host():
        response.set_cookie(
            COOKIE,
            slug,
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
