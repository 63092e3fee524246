"""Which answers an endpoint documents. Every refusal has the same shape."""

from typing import Any

from frontend.api.schemas import ErrorOut

READ_REFUSALS = frozenset({400, 401, 403, 404, 422})
WRITE_REFUSALS = READ_REFUSALS | {409, 413, 429}


def reading(answer: Any, **more: Any) -> dict[Any, Any]:
    """The responses of a call that reads."""
    return {200: answer, READ_REFUSALS: ErrorOut}


def writing(answer: Any, *, status: int = 200) -> dict[Any, Any]:
    """The responses of a call that writes."""
    return {status: answer, WRITE_REFUSALS: ErrorOut}
