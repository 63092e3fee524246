"""How much a caller may do at a time. Tokens of set-up and tests (`exempt`) are free.

Counted per process or, with Redis, for all, in fixed windows of time.
"""

import time
from dataclasses import dataclass

from django.core.cache import cache

from frontend.api.callers import ApiRequest, caller_key
from frontend.api.errors import TooMany


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` calls in `seconds`."""

    name: str
    most: int
    seconds: int


OPEN_THREADS = Limit("open_threads", 20, 600)
WRITES = Limit("writes", 60, 60)
PREVIEWS = Limit("previews", 30, 60)


def spend(request: ApiRequest, *limits: Limit) -> None:
    """Count one call. Raises TooMany."""
    if request.auth.exempt:
        return
    for limit in limits:
        _count(limit, caller_key(request))


def _count(limit: Limit, caller: str) -> None:
    window, passed = divmod(int(time.time()), limit.seconds)
    key = f"api:{limit.name}:{caller}:{window}"
    cache.add(key, 0, timeout=limit.seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # the window ended between both calls
        return
    if count > limit.most:
        raise TooMany(retry_after_seconds=limit.seconds - passed)
