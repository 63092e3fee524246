"""Who waits for a translation, and in which order the queue is worked off.

Readers come first, always. Everything else is ordered by `rank`: the moment of asking, later by
a handicap for what is less urgent, so that old work rises and nothing waits for ever.
"""

from datetime import datetime
from enum import IntEnum


class Priority(IntEnum):
    """Lower is more urgent. News of a translation is told by it as well: of a waiting reader's
    before what people did meanwhile (`core.models.Outbox.PEOPLE`), of others after it."""

    READER = 10
    PREVIEW = 20
    LIVE = 30
    TITLE = 40
    FOLLOW_UP = 50
    BACKGROUND = 60
    RETRANSLATE = 70


HANDICAP_SECONDS: dict[int, int] = {
    Priority.READER: 0,
    Priority.PREVIEW: 0,
    Priority.LIVE: 5,
    Priority.TITLE: 15,
    Priority.FOLLOW_UP: 60,
    Priority.BACKGROUND: 600,
    Priority.RETRANSLATE: 3600,
}
"""How much longer than a waiting reader's work each class waits, at most, once asked."""


def rank(priority: int, asked: datetime) -> int:
    """The place in the queue: milliseconds since 1970, lower first."""
    classes = [level for level in HANDICAP_SECONDS if level <= priority]
    handicap = HANDICAP_SECONDS[max(classes, default=Priority.READER)]
    return int((asked.timestamp() + handicap) * 1000)
