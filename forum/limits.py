"""How much members may write at their level: the one table, and how writing is measured. Pure.

A post is short or long by what it says, not by its letters: of Chinese, Japanese and Korean script
one character counts as two, so the same limit asks for the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
REPEATED_WITHIN = timedelta(minutes=10)
"""The same text of the same member again so soon is taken for a slip."""

TITLE_MIN, OPENING_MIN, POST_MIN = 8, 15, 2
"""Least lengths as `length_of` counts: of a title, of what opens a thread, of any other post."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most so many threads in 24 hours, posts in a minute and in an hour, and links in one
    post (None: as many as one likes). Threads are posts, too."""

    threads_a_day: int
    posts_a_minute: int
    posts_an_hour: int
    links: int | None = None


LEVELS = (
    Allowance(threads_a_day=3, posts_a_minute=3, posts_an_hour=15, links=2),
    Allowance(threads_a_day=10, posts_a_minute=5, posts_an_hour=40, links=10),
    Allowance(threads_a_day=20, posts_a_minute=6, posts_an_hour=60),
    Allowance(threads_a_day=30, posts_a_minute=8, posts_an_hour=90),
    Allowance(threads_a_day=40, posts_a_minute=10, posts_an_hour=120),
    Allowance(threads_a_day=60, posts_a_minute=12, posts_an_hour=180),
)
"""By level, from 0 up. Staff is not limited."""


def allowance(level: int) -> Allowance:
    return LEVELS[min(max(level, 0), len(LEVELS) - 1)]


def length_of(text: str) -> int:
    """How much a text says: visible characters, wide ones twice."""
    return sum(2 if _is_wide(char) else 1 for char in text if not char.isspace())


def least_chars(text: str, least: int) -> int:
    """How many characters of the script in which `text` is mostly written come to `least`."""
    visible = [char for char in text if not char.isspace()]
    wide = sum(map(_is_wide, visible))
    return -(-least // 2) if visible and wide * 2 >= len(visible) else least


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


_LINK = re.compile(r"https?://|(?<![\w/.@])www\.", re.IGNORECASE)


def links_in(text: str) -> int:
    """How many addresses a text names, in whatever form."""
    return len(_LINK.findall(text))
