"""The tree of errors that actions and queries raise.

    LingoraError
    ├── InvalidInput        422  what was sent cannot be used
    ├── NotSignedIn         401  somebody must sign in first
    ├── NotPermitted        403  this person may not do this
    ├── NotFound            404  it is not there, or not for this person
    ├── Conflict            409  the world changed meanwhile
    ├── RateLimited         429  too much at once
    └── Unavailable         503  a part is missing for now

Every class carries the code of the API (`snake_case`), the HTTP status, and a message that is
translated when it is shown, not when it is raised.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Message: TypeAlias = str | Promise


class LingoraError(Exception):
    """Base of all errors that a person may see.

    `message` may hold named placeholders (`%(name)s`), filled from `context`. `fields` names
    what is wrong with each field of the input, in words.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    message: Message = _("Something went wrong. Nothing was lost; please try again.")

    def __init__(
        self,
        message: Message | None = None,
        *,
        fields: Mapping[str, Message] | None = None,
        **context: Any,
    ) -> None:
        super().__init__()
        if message is not None:
            self.message = message
        self.fields = dict(fields or {})
        self.context = context

    def __str__(self) -> str:
        return str(self.message) % self.context if self.context else str(self.message)


class InvalidInput(LingoraError):
    code = "invalid_input"
    status = 422
    message = _("Please check what you entered.")


class NotSignedIn(LingoraError):
    code = "not_signed_in"
    status = 401
    message = _("Please sign in first.")


class NotPermitted(LingoraError):
    code = "not_permitted"
    status = 403
    message = _("You are not allowed to do this.")


class NotFound(LingoraError):
    code = "not_found"
    status = 404
    message = _("This is not here, or not for you.")


class Conflict(LingoraError):
    code = "conflict"
    status = 409
    message = _("Somebody else changed this meanwhile.")


class RateLimited(LingoraError):
    """`retry_after_seconds` is when the same will be taken again; 0 where that is not known."""

    retry_after_seconds: int = 0
    code = "rate_limited"
    status = 429
    message = _("That was a lot at once. Please wait a moment.")


class Unavailable(LingoraError):
    code = "unavailable"
    status = 503
    message = _("This part is not available right now. Please try again later.")
