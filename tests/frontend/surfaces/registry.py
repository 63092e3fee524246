"""Everything by which something can reach people: addresses, calls, sockets, channels, mails.

Names as the matrix and `elsewhere` use them: a page's name, `api:GET:/threads`, `ws/me`,
`channel:mail`, `mail/flag.html`; what a library brings is one entry, `accounts/`.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

import frontend
from frontend.api.v1 import api
from frontend.live.routing import websockets

TEMPLATES = Path(frontend.__file__).parent / "templates"
OF_ALLAUTH, OF_ANYMAIL, OF_API = "accounts/", "api/v1/mail/", "api/"
_TEXT = re.compile(r"\|safe\b|\.text\b|parts/(option_)?text\.html|\blang=\"\{\{")
"""What a template says that puts somebody's text somewhere."""


@cache
def surfaces() -> frozenset[str]:
    """All of them."""
    return frozenset({*_addresses(), *_calls(), *_sockets(), *_channels(), *_mails()})


def _addresses() -> Iterator[str]:
    for route, name in _walk(get_resolver().url_patterns):
        if OF_ALLAUTH in route:
            yield OF_ALLAUTH
        elif OF_ANYMAIL in route:
            yield OF_ANYMAIL
        elif not route.startswith(OF_API):
            yield name or route


def _walk(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[tuple[str, str]]:
    for each in patterns:
        route = f"{above}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route)
        else:
            yield route, each.name or ""


def _calls() -> Iterator[str]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield f"api:{method.upper()}:{path.removeprefix('/api/v1')}"


def _sockets() -> Iterator[str]:
    return (str(route.pattern) for route in websockets.routes if str(route.pattern))


def _channels() -> Iterator[str]:
    return (f"channel:{name}" for name in settings.NOTIFICATION_CHANNELS)


def _mails() -> Iterator[str]:
    return (str(file.relative_to(TEMPLATES)) for file in (TEMPLATES / "mail").iterdir())


def templates_with_text() -> set[str]:
    """The templates that put somebody's text somewhere."""
    return {
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.*")
        if _TEXT.search(file.read_text())
    }
