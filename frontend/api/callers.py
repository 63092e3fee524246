"""Who calls: a token, a session of our own pages, or a visitor; and what a token may do.

A token that is not valid is refused, it never falls back to a session. A session counts only for
requests of our own origin: reads from elsewhere are a visitor's, writes need the CSRF token.
"""

from django.conf import settings
from django.http import HttpRequest
from ninja.utils import check_csrf

from accounts.models import Member
from accounts.permissions import VISITOR, Actor
from accounts.queries import actor_for, actor_for_token
from core.errors import NotSignedIn
from frontend.api.errors import CsrfFailed, InvalidToken, ScopeMissing
from frontend.limits import Caller

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SECURITY_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made by `manage.py create_token`.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": settings.SESSION_COOKIE_NAME,
        "description": "A signed-in browser, from this site's own pages only; writing needs the "
        "header `X-CSRFToken`.",
    },
}


class ApiRequest(HttpRequest):
    """A request that came through the gateway; `auth` is the caller."""

    auth: Actor
    replayed: bool


def identify(request: HttpRequest) -> Actor:
    """Who sent the request. Raises InvalidToken and CsrfFailed."""
    header = request.headers.get("Authorization")
    if header is not None:
        return _bearer(header)
    user = request.user
    if not isinstance(user, Member):
        return VISITOR
    if request.method in SAFE_METHODS:
        return actor_for(user) if _is_own_origin(request) else VISITOR
    if check_csrf(request):
        raise CsrfFailed
    return actor_for(user)


def _bearer(header: str) -> Actor:
    scheme, _space, raw = header.partition(" ")
    actor = actor_for_token(raw.strip()) if scheme.lower() == "bearer" else None
    if actor is None:
        raise InvalidToken
    return actor


def _is_own_origin(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in {None, *own}


def reads(request: ApiRequest) -> Actor:
    """For ninja's `auth`: anybody, and tokens that may read."""
    return _with_scope(request, "read")


def writes(request: ApiRequest) -> Actor:
    """For ninja's `auth`: members, and tokens that may write."""
    if request.auth.member is None:
        raise NotSignedIn
    return _with_scope(request, "write")


def writes_and_reads(request: ApiRequest) -> Actor:
    """The same where the answer holds what was written, perhaps by somebody else."""
    writes(request)
    return _with_scope(request, "read")


def moderates(request: ApiRequest) -> Actor:
    """The same for who moderates: tokens need that scope beside the others."""
    if request.auth.member is None:
        raise NotSignedIn
    _with_scope(request, "moderate")
    return _with_scope(request, "read" if request.method == "GET" else "write")


def _with_scope(request: ApiRequest, scope: str) -> Actor:
    actor = request.auth
    if actor.scopes is not None and scope not in actor.scopes:
        raise ScopeMissing(scope=scope)
    return actor


def caller_of(request: ApiRequest) -> Caller:
    """The caller as limits count."""
    return Caller(request.auth, request.META.get("REMOTE_ADDR", ""))


def caller_key(request: ApiRequest) -> str:
    """A name for the caller in records; it does not reveal a visitor's address."""
    return caller_of(request).key
