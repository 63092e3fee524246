"""Pages and pictures behind links: redirects followed, each through the guard, within limits."""

import time
from dataclasses import dataclass
from urllib.parse import urljoin

from forum.previews.dialing import Answer, ask
from forum.previews.errors import FetchFailed, FetchRefused
from forum.previews.guard import Guard

REDIRECTS_MAX = 3
SECONDS_MAX = 8.0
"""For one page or picture with all its redirects, from the first name to the last byte."""
PAGE_BYTES = 512 * 1024
"""The head of a page stands before that; what follows is not read."""
PICTURE_BYTES = 5 * 1024 * 1024
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
PICTURE_TYPES = frozenset(f"image/{kind}" for kind in "jpeg png webp gif avif".split())
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found, and the address at which it was found at last."""

    url: str
    content_type: str
    charset: str
    data: bytes


def fetch_page(url: str, guard: Guard) -> Fetched:
    """The beginning of a page. Raises FetchRefused and FetchFailed."""
    return _fetch(url, guard, PAGE_TYPES, PAGE_BYTES)[0]


def fetch_picture(url: str, guard: Guard) -> Fetched:
    """A whole picture. Raises FetchRefused and FetchFailed."""
    fetched, is_whole = _fetch(url, guard, PICTURE_TYPES, PICTURE_BYTES)
    if not is_whole:
        raise FetchFailed("too_large")
    return fetched


def _fetch(url: str, guard: Guard, types: frozenset[str], body_bytes: int) -> tuple[Fetched, bool]:
    deadline = time.monotonic() + SECONDS_MAX
    for _step in range(REDIRECTS_MAX + 1):
        target = guard.admit(url)
        answer = ask(
            target,
            accept=",".join(sorted(types)),
            language="*",
            body_bytes=body_bytes,
            deadline=deadline,
        )
        if answer.status in _REDIRECTS:
            url = _next(target.url, answer)
            continue
        content_type = _checked_type(answer, types)
        charset = answer.headers.get_content_charset() or ""
        return Fetched(target.url, content_type, charset, answer.body), answer.is_whole
    raise FetchFailed("redirects")


def _next(url: str, answer: Answer) -> str:
    location = (answer.headers.get("Location") or "").strip()
    if not location:
        raise FetchFailed("redirects")
    try:
        # What servers send there is bytes in no particular encoding.
        return urljoin(url, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError as error:
        raise FetchRefused("malformed") from error


def _checked_type(answer: Answer, types: frozenset[str]) -> str:
    if answer.status != 200:
        raise FetchFailed(f"status_{answer.status}")
    content_type = answer.headers.get_content_type()
    if content_type not in types:
        raise FetchFailed("content_type")
    return content_type
