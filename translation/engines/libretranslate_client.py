"""Speaks the protocol of one LibreTranslate server: one request, one answer, one typed failure.

Texts go as plain text, never as HTML. Answers are believed to be of the right shape only after a
look, and are never longer than ANSWER_BYTES_MAX. The API key goes into the body of a translation
and nowhere else: into no address, no message, no log, and to no other server by redirection.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

ANSWER_BYTES_MAX = 16 << 20
_CHUNK_BYTES = 1024
_NO_PAIR = ("is not supported", "is not available as a target")
_NO_KEY = "API key"


class ServerFailedError(Exception):
    """No usable answer: not reachable, too slow, too busy, or nonsense. Another try may succeed.

    `rest_seconds` is how long the server wants to be left alone, None where it did not say.
    """

    def __init__(self, reason: str, *, rest_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.rest_seconds = rest_seconds


class ServerCrashedError(ServerFailedError):
    """Answered 500: perhaps because of one of the texts."""


class ServerDeniedError(ServerFailedError):
    """Wants another API key, or has banned this client."""


class TextsRefusedError(Exception):
    """Answered that the texts themselves cannot be translated (too long, too many)."""


class PairMissingError(Exception):
    """Has not, or no longer, the languages that it was asked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to translate: `texts` from `source` into `target`, in the server's own codes.

    For each text up to `alternatives` further proposals are wanted.
    """

    texts: Sequence[str]
    source: str
    target: str
    alternatives: int = 0


class LibreTranslateClient:
    """One server. `timeout_seconds` is for a whole answer. Safe for several threads."""

    def __init__(self, url: str, *, api_key: str = "", timeout_seconds: float = 30.0) -> None:
        self._base = _without_fragment(url)
        self._api_key = api_key
        self._timeout_seconds = timeout_seconds
        self._session = requests.Session()
        # Errors are told apart by their English words.
        self._session.headers["Accept-Language"] = "en"

    @property
    def name(self) -> str:
        """The address without what is secret in it."""
        parts = urlsplit(self._base)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

    def languages(self, *, timeout_seconds: float) -> dict[str, list[str]]:
        """Target codes by source code. Raises ServerFailedError."""
        try:
            answer = self._ask("GET", "/languages", None, timeout_seconds)
            return {str(one["code"]): [str(code) for code in one["targets"]] for one in answer}
        except (TypeError, KeyError, TextsRefusedError, PairMissingError) as error:
            raise ServerFailedError("made no sense of its languages") from error

    def version(self, *, timeout_seconds: float) -> str:
        """The server's version; empty where it does not say. Raises ServerFailedError."""
        try:
            return str(self._ask("GET", "/spec", None, timeout_seconds)["info"]["version"])
        except (TypeError, KeyError, TextsRefusedError, PairMissingError):
            return ""

    def translate(self, wish: Wish) -> list[list[str]]:
        """Proposals for each text, best first.

        Raises ServerFailedError (and its children), TextsRefusedError or PairMissingError.
        """
        body: dict[str, Any] = {"q": list(wish.texts), "format": "text"}
        body |= {"source": wish.source, "target": wish.target, "alternatives": wish.alternatives}
        if self._api_key:
            body["api_key"] = self._api_key
        answer = self._ask("POST", "/translate", body, self._timeout_seconds)
        return _proposals(answer, len(wish.texts))

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, timeout_seconds: float
    ) -> Any:
        deadline = time.monotonic() + timeout_seconds
        try:
            with self._session.request(
                method,
                f"{self._base}{path}",
                json=body,
                timeout=timeout_seconds,
                stream=True,
                allow_redirects=False,
            ) as response:
                content = _received(response, deadline)
        except requests.RequestException as error:
            # Its text may hold the address with its password.
            raise ServerFailedError(type(error).__name__) from None
        _check_status(response, content)
        return _parsed(content)


def _without_fragment(url: str) -> str:
    return url.partition("#")[0].rstrip("/")


def _received(response: requests.Response, deadline: float) -> bytes:
    content = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        content += chunk
        if len(content) > ANSWER_BYTES_MAX or time.monotonic() > deadline:
            raise ServerFailedError("answered too much or too slowly")
    return bytes(content)


def _check_status(response: requests.Response, content: bytes) -> None:
    status = response.status_code
    if status == 200:
        return
    reason = f"answered {status}"
    if status in (401, 403):
        raise ServerDeniedError(reason)
    if status in (400, 404, 413, 422):
        _refuse(content, reason)
    if status == 500:
        raise ServerCrashedError(reason)
    raise ServerFailedError(reason, rest_seconds=_rest_seconds(response))


def _refuse(content: bytes, reason: str) -> None:
    """Raise what a refusal means; LibreTranslate has one status for many things."""
    text = content.decode("utf-8", "replace")
    if any(words in text for words in _NO_PAIR):
        raise PairMissingError(reason)
    if _NO_KEY in text:
        raise ServerDeniedError(reason)
    raise TextsRefusedError(reason)


def _rest_seconds(response: requests.Response) -> float | None:
    """What Retry-After says: seconds, or a date (RFC 9110, section 10.2.3)."""
    given = response.headers.get("Retry-After", "").strip()
    if given.isdecimal():
        return float(given)
    try:
        until = parsedate_to_datetime(given)
    except ValueError:
        return None
    now = datetime.now(UTC)
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ServerFailedError("answered no JSON") from error


def _proposals(answer: Any, count: int) -> list[list[str]]:
    """The translations with their alternatives, after a look at their shape."""
    if not isinstance(answer, dict):
        raise ServerFailedError("answered no object")
    texts = _list(answer.get("translatedText"), count)
    others = _list(answer.get("alternatives") or [[] for _text in texts], count)
    proposals = [
        [text, *more] if isinstance(more, list) else [text]
        for text, more in zip(texts, others, strict=True)
    ]
    if not all(isinstance(text, str) for some in proposals for text in some):
        raise ServerFailedError("answered something other than texts")
    return proposals


def _list(value: Any, count: int) -> list[Any]:
    if not isinstance(value, list) or len(value) != count:
        raise ServerFailedError("answered another number of texts")
    return value
