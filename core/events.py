"""News that travels up: what happened, told after commit to whoever asked for it.

An event is a frozen dataclass of ids, languages and checksums, named in the past tense.
`publish` writes it in the action's own transaction; `core.outbox` tells the receivers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events. `name` is stored, so it outlives a renamed class."""

    name: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Told:
    """When an event was published, and its number. Numbers of what was changed in turn (under one
    lock) rise in the order of the changes; those of a transaction that failed are missing."""

    id: int
    at: datetime


E = TypeVar("E", bound=Event)
Receiver = Callable[..., None]

_classes: dict[str, type[Event]] = {}
_receivers: dict[str, dict[str, Receiver]] = defaultdict(dict)
_dated: set[str] = set()


def event(name: str) -> Callable[[type[E]], type[E]]:
    """Register a dataclass as the event called `name` (``app.past_tense``)."""

    def register(cls: type[E]) -> type[E]:
        cls.name = name
        _classes[name] = cls
        return cls

    return register


def receiver(*event_classes: type[Event], dated: bool = False) -> Callable[[Receiver], Receiver]:
    """Register an idempotent function: it hears each event at least once, after commit, and with
    `dated` as a second argument when that was published."""

    def register(function: Receiver) -> Receiver:
        name = f"{function.__module__}.{function.__qualname__}"
        for cls in event_classes:
            _receivers[cls.name][name] = function
        if dated:
            _dated.add(name)
        return function

    return register


def tell(name: str, function: Receiver, news: object, told: Told) -> None:
    """Call the receiver registered as `name` in the way it wants to be called."""
    if name in _dated:
        function(news, told)
    else:
        function(news)


def receivers_of(name: str) -> dict[str, Receiver]:
    """The receivers of an event by dotted name."""
    return dict(_receivers.get(name, {}))


def restore(name: str, payload: dict[str, Any]) -> Event | None:
    """The event a row stands for; None where its class is gone or its fields have changed."""
    cls = _classes.get(name)
    try:
        return cls(**payload) if cls else None
    except TypeError:
        return None


def publish(news: Event, *, priority: int | None = None) -> None:
    """Write `news` to the outbox, in the present transaction (there must be one). A lower priority
    is told first; None is that of what people do (`Outbox.PEOPLE`)."""
    publish_all([news], priority=priority)


def publish_all(news: Iterable[Event], *, priority: int | None = None) -> None:
    """The same for several events, in one statement."""
    from core.models import Outbox

    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("publish() belongs in an action's transaction")
    rows = [
        Outbox(
            name=one.name,
            payload=asdict(one),
            priority=Outbox.PEOPLE if priority is None else priority,
        )
        for one in news
        if _receivers.get(one.name)
    ]
    Outbox.objects.bulk_create(rows)
