"""A connection to the very machine that the guard checked, for a limited time and size.

The standard library's client, over a socket that watches the clock: a server that sends a byte
now and then is cut off when the time for the whole is over. No proxy, no credentials, no cookies.
"""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, cast

from forum.previews.errors import FetchFailed
from forum.previews.guard import Target

USER_AGENT = "LingoraLinkPreview/1.0"
SENT_MAX_BYTES = 64 * 1024
"""What a server may send besides the body: head, and framing of chunks."""
_CHUNK = 16 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `body` is at most as long as was asked for; it may go on."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    is_whole: bool


class _Watched:
    """A socket, as far as `http.client` uses one, until a moment and for so many bytes."""

    def __init__(self, sock: socket.socket, deadline: float, bytes_max: int) -> None:
        self._sock, self._deadline, self._bytes_max = sock, deadline, bytes_max

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(remaining(self._deadline))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock, self._deadline, self._bytes_max))

    def close(self) -> None:
        """The socket is closed by who opened it; the answer is still being read."""


class _Reader(io.RawIOBase):
    """What a server sends. Each wait is as long as what is left of the whole time."""

    def __init__(self, sock: socket.socket, deadline: float, bytes_max: int) -> None:
        self._sock, self._deadline, self._left = sock, deadline, bytes_max

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(remaining(self._deadline))
        count = self._sock.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise FetchFailed("too_large")
        return count


def remaining(deadline: float) -> float:
    """Seconds until a moment of the monotonic clock. Raises FetchFailed where it is over."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchFailed("too_slow")
    return left


def ask(target: Target, *, accept: str, language: str, body_bytes: int, deadline: float) -> Answer:
    """What `target` answers to a GET. Raises FetchFailed."""
    headers = {
        "Accept": accept,
        "Accept-Encoding": "gzip, identity",
        "Accept-Language": language,
        "User-Agent": USER_AGENT,
        "Connection": "close",
    }
    try:
        with _connected(target, deadline, body_bytes + SENT_MAX_BYTES) as connection:
            connection.request("GET", target.path, headers=headers)
            with closing(connection.getresponse()) as response:
                return _answer(response, body_bytes)
    except ssl.SSLError as error:
        raise FetchFailed("tls") from error
    except TimeoutError as error:
        raise FetchFailed("too_slow") from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        raise FetchFailed("no_answer") from error


@contextmanager
def _connected(
    target: Target, deadline: float, bytes_max: int
) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(target.host, target.port)
    # `Host` leaves out the port that goes without saying, which depends on the scheme.
    connection.default_port = 443 if target.scheme == "https" else 80
    place = (target.address, target.port)
    with (
        socket.create_connection(place, timeout=remaining(deadline)) as plain,
        _secured(plain, target, deadline) as sock,
    ):
        connection.sock = cast(Any, _Watched(sock, deadline, bytes_max))
        yield connection


def _secured(sock: socket.socket, target: Target, deadline: float) -> socket.socket:
    if target.scheme == "http":
        return sock
    sock.settimeout(remaining(deadline))
    return ssl.create_default_context().wrap_socket(sock, server_hostname=target.host)


def _answer(response: http.client.HTTPResponse, body_bytes: int) -> Answer:
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", ""}:
        raise FetchFailed("encoding")
    pieces = _unpacked(response) if coding == "gzip" else _plain(response)
    body = b""
    for piece in pieces:
        body += piece
        if len(body) > body_bytes:
            break
    return Answer(response.status, response.headers, body[:body_bytes], len(body) <= body_bytes)


def _plain(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while piece := response.read(_CHUNK):
        yield piece


def _unpacked(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """Unpack no more than is wanted: a kilobyte may hold a gigabyte of nothing."""
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    while packed := unpacker.unconsumed_tail or response.read(_CHUNK):
        yield unpacker.decompress(packed, _CHUNK)
