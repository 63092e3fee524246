"""Decides where a fetch may go: which addresses, resolved to which machines.

The answer names the very machine that was checked, and whoever fetches connects to it and to
nothing else. So a name that leads elsewhere a moment later (DNS rebinding) gains nothing. Every
redirect is judged anew.
"""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, urlsplit

import idna

from forum.previews.addresses import is_public
from forum.previews.errors import FetchFailed, FetchRefused

URL_MAX_CHARS = 2000
Resolver = Callable[[str, int], Sequence[str]]
_NAME = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\Z)|\Z)){4}")
_SAFE = "/?&=;,:@!$'()*+-._~%[]"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: `address` is the checked machine, `host` what is said to it."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    path: str
    address: str

    @property
    def url(self) -> str:
        """As the fetch sees it, for resolving what is relative to it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


_PORTS = {"http": 80, "https": 443}


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, as this system knows it. Raises FetchFailed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed("unknown_host") from error
    return list(dict.fromkeys(str(row[4][0]) for row in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """`private` are pairs of address and port that pass although they are not public: for tests,
    which have their own server."""

    ports: frozenset[int] = frozenset({80, 443})
    resolver: Resolver = resolve
    private: frozenset[tuple[str, int]] = field(default_factory=frozenset)

    def admit(self, url: str) -> Target:
        """The checked way to `url`. Raises FetchRefused and FetchFailed."""
        scheme, host, port, path = _parts(url)
        if port not in self.ports and not any(port == allowed for _host, allowed in self.private):
            raise FetchRefused("port")
        addresses = [host] if _is_address(host) else list(self.resolver(host, port))
        if not addresses:
            raise FetchFailed("unknown_host")
        # One bad address among good ones is enough: which one is taken would be chance.
        if not all(self._passes(address, port) for address in addresses):
            raise FetchRefused("private_address")
        return Target(scheme, host, port, path, addresses[0])

    def _passes(self, address: str, port: int) -> bool:
        if (address, port) in self.private:
            return True
        return port in self.ports and is_public(address)


def _parts(url: str) -> tuple[Literal["http", "https"], str, int, str]:
    """Scheme, host, port and path of an address. Raises FetchRefused."""
    if len(url) > URL_MAX_CHARS or any(c <= " " or c in "\\\x7f" for c in url):
        raise FetchRefused("malformed")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise FetchRefused("malformed") from error
    if parts.scheme not in ("http", "https"):
        raise FetchRefused("scheme")
    if "@" in parts.netloc:
        raise FetchRefused("credentials")
    if port == 0:
        raise FetchRefused("port")
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE)
    scheme: Literal["http", "https"] = "https" if parts.scheme == "https" else "http"
    return scheme, _host(host), port or _PORTS[scheme], path


def _host(host: str) -> str:
    """A host in the one spelling that is sent and resolved. Raises FetchRefused.

    Numbers in other spellings (``0x7f.1``, ``2130706433``) are refused: programs disagree on
    what they mean.
    """
    if ":" in host or _IPV4.fullmatch(host):
        return host
    try:
        name = idna.encode(host.rstrip("."), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise FetchRefused("host") from error
    if not _NAME.fullmatch(name):
        raise FetchRefused("host")
    return name


def _is_address(host: str) -> bool:
    return ":" in host or bool(_IPV4.fullmatch(host))
