"""Errors that only programs meet, below `core.errors`.

InvalidInput
├── BadRequest           400  the request itself is broken
│   └── BadJson          400  the body is not JSON
├── TooLarge             413
├── BadIdempotencyKey    422
└── IdempotencyKeyReused 422  another request has used this key
NotSignedIn
└── InvalidToken         401
NotPermitted
├── ScopeMissing         403  the token may not do this
└── CsrfFailed           403  a session, but not from our own page
NotFound
└── NoSuchAddress        404
RateLimited
└── TooMany              429  with the seconds to wait (`frontend.limits`)
LingoraError
└── MethodNotAllowed     405
"""

from django.utils.translation import gettext_lazy as _

from core.errors import (
    InvalidInput,
    LingoraError,
    NotFound,
    NotPermitted,
    NotSignedIn,
)


class BadRequest(InvalidInput):
    code = "bad_request"
    status = 400
    message = _("This request cannot be understood.")


class BadJson(BadRequest):
    code = "bad_json"
    message = _("The body of the request is not valid JSON.")


class TooLarge(InvalidInput):
    code = "too_large"
    status = 413
    message = _("The request is too large.")


class BadIdempotencyKey(InvalidInput):
    code = "bad_idempotency_key"
    message = _("An Idempotency-Key has 1 to 255 visible ASCII characters.")


class IdempotencyKeyReused(InvalidInput):
    code = "idempotency_key_reused"
    message = _("This Idempotency-Key was used for another request. Use a new one.")


class InvalidToken(NotSignedIn):
    code = "invalid_token"
    message = _("This token is not valid. Send “Authorization: Bearer” and a token.")


class ScopeMissing(NotPermitted):
    code = "scope_missing"
    message = _("This token lacks the scope “%(scope)s”.")


class CsrfFailed(NotPermitted):
    code = "csrf_failed"
    message = _("This request did not come from our own pages. Programs use a token.")


class NoSuchAddress(NotFound):
    message = _("There is nothing at this address.")


class MethodNotAllowed(LingoraError):
    code = "method_not_allowed"
    status = 405
    message = _("This address does not take %(method)s.")
