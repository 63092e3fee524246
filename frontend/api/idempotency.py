"""The same POST twice does its work once.

A caller's `Idempotency-Key` and the answer are stored in the transaction of the work itself, so
a crash between both cannot happen. A second call with the key waits for the first and gets its
answer; refusals (403, 404, 409, 422) are answers too, but what may pass by itself (too many
calls, a part that is missing) is not stored, nor is input that was never looked at.
"""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from ninja.responses import Status

from accounts.permissions import Actor
from core.errors import LingoraError
from frontend.api.callers import ApiRequest, caller_key
from frontend.api.errors import BadIdempotencyKey, IdempotencyKeyReused
from frontend.api.failures import body_of
from frontend.api.multipart import is_multipart, parts_digest
from frontend.models.idempotency import KEPT_FOR, IdempotencyRecord

HEADER = "Idempotency-Key"
KEY_MAX_CHARS = 255
REFUSALS = frozenset({403, 404, 409, 422})
DOCUMENTED: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": HEADER,
            "required": False,
            "schema": {"type": "string", "minLength": 1, "maxLength": KEY_MAX_CHARS},
            "description": "A name of your choice for this very request. Sent again within 24 "
            "hours, with the same body, it gets the same answer and nothing is done twice.",
        }
    ]
}
"""For `openapi_extra` of every POST."""

Answer = Status[Any]
StillThere = Callable[[Actor, Any], object]


def answered_once(
    *, still_there: StillThere
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Let an endpoint answer each `Idempotency-Key` of a caller once.

    It spends its limit first, so that what is stored is limited; `still_there` finds what it
    answered with, by id, and raises NotFound where the caller may not see that any more.
    """

    def decorate(endpoint: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(endpoint)
        def run(request: ApiRequest, *args: Any, **kwargs: Any) -> Answer:
            return once(request, lambda: endpoint(request, *args, **kwargs), still_there)

        return run

    return decorate


def once(
    request: ApiRequest, act: Callable[[], Answer], still_there: StillThere | None = None
) -> Answer:
    """The answer of `act`, or what it answered before to the same key.

    Raises BadIdempotencyKey, IdempotencyKeyReused and NotFound, and whatever `act` raises.
    """
    key = _key(request)
    if key is None:
        return act()
    try:
        with transaction.atomic():
            record = _begin(request, key)
            if record:
                return _store(record, act())
    except LingoraError as error:
        if error.status in REFUSALS:
            _store_refusal(request, key, error)
        raise
    return _replay(request, key, still_there)


def store_later_answer(request: ApiRequest, answer: Answer) -> None:
    """Replace what is stored for this request's key, where it has one."""
    IdempotencyRecord.objects.filter(
        caller=caller_key(request), key=_key(request), fingerprint=_fingerprint(request)
    ).update(status=answer.status_code, body=answer.value)


def _key(request: ApiRequest) -> str | None:
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 1 <= len(key) <= KEY_MAX_CHARS or not all("!" <= character <= "~" for character in key):
        raise BadIdempotencyKey
    return key


def _begin(request: ApiRequest, key: str) -> IdempotencyRecord | None:
    """A new record, or None where the key was used before.

    On PostgreSQL the unique index makes a second call wait here for the first to end, on SQLite
    the immediate transaction does.
    """
    caller = caller_key(request)
    old = IdempotencyRecord.objects.filter(
        caller=caller, key=key, created__lt=timezone.now() - KEPT_FOR
    )
    old.delete()
    try:
        with transaction.atomic():
            return IdempotencyRecord.objects.create(
                caller=caller, key=key, fingerprint=_fingerprint(request)
            )
    except IntegrityError:
        return None


def _replay(request: ApiRequest, key: str, still_there: StillThere | None) -> Answer:
    record = IdempotencyRecord.objects.get(caller=caller_key(request), key=key)
    if record.fingerprint != _fingerprint(request):
        raise IdempotencyKeyReused
    if still_there and record.body and record.status < 300:
        still_there(request.auth, record.body["id"])
    request.replayed = True
    return Status(record.status, record.body)


def _store(record: IdempotencyRecord, answer: Answer) -> Answer:
    record.status, record.body = answer.status_code, answer.value
    record.save(update_fields=["status", "body"])
    return answer


def _store_refusal(request: ApiRequest, key: str, error: LingoraError) -> None:
    IdempotencyRecord.objects.bulk_create(
        [
            IdempotencyRecord(
                caller=caller_key(request),
                key=key,
                fingerprint=_fingerprint(request),
                status=error.status,
                body=body_of(error),
            )
        ],
        ignore_conflicts=True,
    )


def _fingerprint(request: ApiRequest) -> str:
    """SHA-256 over method, address and body; the order of a body's fields does not matter."""
    body = parts_digest(request) if is_multipart(request) else _plain_body(request.body)
    parts = (request.method, request.get_full_path(), body)
    return sha256("\n".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _plain_body(body: bytes) -> str:
    try:
        return json.dumps(json.loads(body), sort_keys=True)
    except ValueError:
        return body.hex()
