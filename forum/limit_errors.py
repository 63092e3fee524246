"""What members are told who write more, or less, than fits; below `core.errors`."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext_lazy

from core.errors import InvalidInput, Message, RateLimited


class WaitForIt(RateLimited):
    """The same may be written again `at` that time."""

    def __init__(self, *, at: datetime, message: Message | None = None, **context: Any) -> None:
        left = at - timezone.now()
        super().__init__(message, **context, wait=waiting(left))
        self.retry_after_seconds = max(1, -(-left // timedelta(seconds=1)))


class ThreadsUsedUp(WaitForIt):
    """`most` is how many threads a day the level allows."""

    code = "threads_used_up"
    message = _(
        "At your level you can open %(most)d threads in 24 hours. You can open the next one in "
        "%(wait)s. Nothing of what you wrote is lost."
    )


class PostsUsedUp(WaitForIt):
    """`most` is how many posts in that time the level allows."""

    code = "posts_used_up"
    message = _(
        "That were %(most)d posts in a short time. You can write the next one in %(wait)s. "
        "Nothing of what you wrote is lost."
    )


class SlowMode(WaitForIt):
    """The thread is slowed down: the member has just written in it."""

    code = "slow_mode"
    message = _(
        "This thread is in slow mode. You can write the next post in %(wait)s. Nothing of what "
        "you wrote is lost."
    )


class SaidAlready(InvalidInput):
    code = "said_already"
    message = _("You have just posted exactly this. Write something else, or edit that post.")

    def __init__(self) -> None:
        super().__init__(fields={"body": self.message})


class TooManyLinks(InvalidInput):
    code = "too_many_links"

    def __init__(self, *, most: int) -> None:
        text = _("At your level a post has at most %(most)d links.") % {"most": most}
        super().__init__(fields={"body": text})


class TooShort(InvalidInput):
    code = "too_short"

    def __init__(self, *, field: str, least: int) -> None:
        text = _("Please write a little more: at least %(least)d characters.") % {"least": least}
        super().__init__(fields={field: text})


def waiting(left: timedelta) -> Message:
    """A time that is left, in words, rounded up."""
    return in_words(max(1, -(-left // timedelta(seconds=1))))


def in_words(seconds: int) -> Message:
    """A time in seconds, minutes or hours, rounded up."""
    if seconds < 120 and seconds != 60:
        return ngettext_lazy("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    if minutes < 120 and minutes != 60:
        return ngettext_lazy("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = -(-minutes // 60)
    return ngettext_lazy("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
