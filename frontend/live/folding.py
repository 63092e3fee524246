"""What to tell of a stretch of events: of each post its newest state, once. Pure."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from core import languages
from forum.models import ThreadEvent

Type = ThreadEvent.Type
_STRENGTH = (Type.POST_TRANSLATED, Type.POST_UPDATED, Type.POST_CREATED)
"""A post that was created and then edited is new to whoever saw neither."""


@dataclass(frozen=True, slots=True)
class Change:
    """One message to come: `post_id` is None for the thread itself."""

    number: int
    type: str
    post_id: int | None


def heard(events: Iterable[ThreadEvent], language: str) -> list[ThreadEvent]:
    """The events that concern readers of `language`."""
    return [
        event
        for event in events
        if not event.language or languages.serves(event.language, language)
    ]


def fold(events: Iterable[ThreadEvent], visible: Container[int]) -> list[Change]:
    """One change for each post and for the thread, in the order of their newest events.

    A post that is not `visible` (any more) is removed, whatever happened to it.
    """
    newest: dict[int | None, Change] = {}
    for event in events:
        before = newest.get(event.post_id)
        newest[event.post_id] = Change(event.number, _type(event, before, visible), event.post_id)
    return sorted(newest.values(), key=lambda change: change.number)


def _type(event: ThreadEvent, before: Change | None, visible: Container[int]) -> str:
    if event.post_id is None:
        rearranged = Type.THREAD_REARRANGED in {event.type, before and before.type}
        return Type.THREAD_REARRANGED if rearranged else Type.THREAD_UPDATED
    if event.post_id not in visible:
        return Type.POST_REMOVED
    types = {event.type, before.type if before else event.type}
    strongest = [strength for strength in _STRENGTH if strength in types]
    # Removed and visible again: new to whoever was told of the removal.
    return strongest[-1] if strongest else Type.POST_CREATED
