"""How much a caller may do at a time, by form, API and socket together.

Members are counted by account, visitors by address; tokens of set-up and tests (`exempt`) are
free. Counted per process or, with Redis, for all, in fixed windows of time. Where the counter
itself is out of reach, nobody is held up.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis import RedisError

from accounts.permissions import Actor
from core.addresses import network_of
from core.errors import RateLimited

logger = logging.getLogger(__name__)


class TooMany(RateLimited):
    """`retry_after_seconds` is when the same request will be taken again."""

    def __init__(self, *, retry_after_seconds: int) -> None:
        super().__init__()
        self.retry_after_seconds = retry_after_seconds


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in `seconds`."""

    name: str
    most: int
    seconds: int


OPEN_THREADS = Limit("open_threads", 20, 600)
WRITES = Limit("writes", 60, 60)
PREVIEWS = Limit("previews", 30, 60)
LIST_PREVIEWS = Limit("list_previews", 6, 60)
"""What a list of words would have caught: each look goes through hundreds of posts."""
UPLOADS = Limit("uploads", 30, 60)
SIMILAR = Limit("similar", 120, 60)
"""Questions that a page asks while somebody types: threads like this one, tags with this name."""
DRAFTS = Limit("drafts", 120, 60)
COMPLETIONS = Limit("completions", 120, 60)
LANGUAGE_REPORTS = Limit("language_reports", 20, 3600)
REPORTS = Limit("reports", 10, 3600)
DEMANDS_OF_VISITORS = Limit("demands", 30, 3600)
DEMANDS_OF_MEMBERS = Limit("demands", 300, 3600)
"""A demand counts only where it is the first for its place, language and day."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who does something, and from which address (nothing where that is unknown)."""

    actor: Actor
    address: str

    @property
    def key(self) -> str:
        """A name for counters and records; it does not reveal a visitor's address."""
        if self.actor.id is not None:
            return f"member:{self.actor.id}"
        network = network_of(self.address)
        return f"visitor:{salted_hmac('frontend.limits', network).hexdigest()}"


def is_loopback(address: str) -> bool:
    """True for this machine itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback


def spend(caller: Caller, *limits: Limit) -> None:
    """Count one deed. Raises TooMany."""
    for limit in limits if not caller.actor.exempt else ():
        if count(caller, limit) > limit.most:
            raise TooMany(retry_after_seconds=limit.seconds - _window(limit)[1])


def is_spent(caller: Caller, limit: Limit) -> bool:
    """True where nothing is left; counts nothing."""
    return not caller.actor.exempt and _counted(caller, limit) >= limit.most


def count(caller: Caller, limit: Limit) -> int:
    """Count one deed; how many that makes in this window."""
    key = _key(caller, limit)

    def add_one() -> int:
        cache.add(key, 0, timeout=limit.seconds)
        return cache.incr(key)

    return _number(add_one)


def _counted(caller: Caller, limit: Limit) -> int:
    return _number(lambda: cache.get(_key(caller, limit), 0))


def _number(ask: Callable[[], int]) -> int:
    try:
        return int(ask())
    except ValueError:  # the window ended between two questions
        return 0
    except (RedisError, OSError) as error:
        logger.warning("Redis does not answer, nothing is limited: %s", error)
        return 0


def _key(caller: Caller, limit: Limit) -> str:
    return f"limit:{limit.name}:{caller.key}:{_window(limit)[0]}"


def _window(limit: Limit) -> tuple[int, int]:
    """The number of the present window, and how many seconds of it have passed."""
    return divmod(int(time.time()), limit.seconds)
