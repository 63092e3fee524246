"""Who asks for which thread: origin, cookie and address of a new socket.

A session counts only where the page that opened the socket is one of ours: browsers send cookies
along with sockets that any other site opens. Nothing here is looked up.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from core import languages
from frontend.live.protocol import Close, Refused

NUMBER_DIGITS_MAX = 18
FIELDS_MAX = 20


@dataclass(frozen=True, slots=True)
class Handshake:
    """What the client asked for. `after` is None where it wants no replay; `address` is where it
    is, empty where that is unknown."""

    thread_id: int
    language: str | None
    after: int | None
    session_key: str | None
    origin: str | None
    host: str
    address: str

    @property
    def is_trustworthy(self) -> bool:
        """False where a session comes along that another site may have sent."""
        return self.session_key is None or (self.origin is not None and self._is_own_origin())

    @property
    def is_program(self) -> bool:
        """True for a client that is no browser: it brings a token, if anything."""
        return self.origin is None and self.session_key is None

    def _is_own_origin(self) -> bool:
        try:
            origin = urlsplit(self.origin or "")
        except ValueError:
            return False
        public = urlsplit(settings.PUBLIC_URL)
        if (origin.scheme, origin.netloc) == (public.scheme, public.netloc):
            return True
        name, _port = split_domain_port(self.host)
        known = bool(name) and validate_host(name, settings.ALLOWED_HOSTS)
        return known and origin.netloc == self.host and origin.scheme in {"http", "https"}


def read(scope: dict[str, Any], thread_id: int) -> Handshake:
    """The handshake of an ASGI scope. Raises Refused for what nobody can mean."""
    if thread_id >= 10**NUMBER_DIGITS_MAX:
        raise Refused(Close.NOT_FOUND)
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    try:
        asked = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=FIELDS_MAX)
    except ValueError as error:
        raise Refused(Close.POLICY) from error
    cookies = parse_cookie(headers.get(b"cookie", ""))
    return Handshake(
        thread_id=thread_id,
        language=_language(asked.get("lang", [""])[0]),
        after=_number(asked.get("after", [""])[0]),
        session_key=_storable(cookies.get(settings.SESSION_COOKIE_NAME, "")),
        origin=headers.get(b"origin"),
        host=headers.get(b"host", ""),
        address=str((scope.get("client") or ("",))[0]),
    )


def _language(asked: str) -> str | None:
    return languages.canonical(asked) if languages.is_offered(asked) else None


def _number(asked: str) -> int | None:
    valid = asked.isascii() and asked.isdigit() and len(asked) <= NUMBER_DIGITS_MAX
    return int(asked) if valid else None


def _storable(key: str) -> str | None:
    """The key of a session; None for one that PostgreSQL cannot even look for."""
    return key if key and "\0" not in key else None
