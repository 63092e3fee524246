"""Asks a service like Akismet whether a post is spam.

Only what is needed goes there: words, language and public address. The service wants an address of
who wrote it; it gets that of nobody. Redirects are not followed and little of the answer is read;
the service is the operator's choice, so it may stand in a private network.
"""

import time
from dataclasses import dataclass

import requests
from django.conf import settings
from django.utils import translation

NOBODY = "127.0.0.1"
ANSWER_BYTES = 64


class NoAnswer(Exception):
    """The service was not reached in time, or said nothing that is understood."""


@dataclass(frozen=True, slots=True)
class Question:
    """`kind` is one of Akismet's types: ``forum-post`` or ``reply``."""

    kind: str
    words: str
    language: str
    address: str


def is_spam(question: Question) -> bool:
    """What the service says. Raises NoAnswer."""
    seconds = settings.SPAM_CHECK_SECONDS
    until = time.monotonic() + seconds
    try:
        with requests.Session() as session:
            session.trust_env = False  # no proxies and passwords of the system's
            answer = session.post(
                settings.SPAM_CHECK_URL,
                data=_fields(question),
                timeout=seconds,
                allow_redirects=False,
                stream=True,
            )
            return _understood(answer, until)
    except requests.RequestException as error:
        raise NoAnswer(type(error).__name__) from error


def _fields(question: Question) -> dict[str, str]:
    return {
        "api_key": settings.SPAM_CHECK_KEY,
        "blog": settings.PUBLIC_URL,
        "blog_charset": "UTF-8",
        "blog_lang": translation.to_locale(question.language),
        "user_ip": NOBODY,
        "comment_type": question.kind,
        "comment_content": question.words,
        "permalink": question.address,
    }


def _understood(answer: requests.Response, until: float) -> bool:
    said = b""
    for piece in answer.iter_content(16):
        said += piece
        if len(said) > ANSWER_BYTES or time.monotonic() > until:
            break
    word = said.strip().lower()
    if answer.status_code != 200 or word not in {b"true", b"false"}:
        raise NoAnswer(f"status {answer.status_code}")
    return word == b"true"
