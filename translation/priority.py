"""Who waits for a translation; lower comes first."""

from enum import IntEnum


class Priority(IntEnum):
    READER = 10
    PREVIEW = 20
    LIVE = 30
    TITLE = 40
    FOLLOW_UP = 50
    BACKGROUND = 60
    RETRANSLATE = 70
