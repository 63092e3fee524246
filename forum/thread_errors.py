"""Errors of the tools for threads, below `core.errors`."""

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, InvalidInput, NotFound


class ThreadMerged(NotFound):
    """The thread's posts are in `target_id` now, which the actor may read."""

    code = "thread_merged"
    status = 409
    message = _("This thread was merged with another one. Please go on there.")

    def __init__(self, *, target_id: int) -> None:
        super().__init__()
        self.target_id = target_id


class CannotMerge(InvalidInput):
    """The two threads do not fit together; the message says why."""

    code = "cannot_merge"


class FewerReaders(Conflict):
    """What is asked for hides posts from people who read them now. It is done when it is asked
    for again, knowing that."""

    code = "fewer_readers"
    message = _("Fewer people could read this afterwards. Please confirm that.")


class MoreReaders(Conflict):
    """The contrary: what is asked for shows posts to people who may not read them now."""

    code = "more_readers"
    message = _("More people could read this afterwards. Please confirm that.")


class TooLateToUndo(Conflict):
    code = "too_late"
    message = _("It is too late to undo this.")


class CannotSplit(InvalidInput):
    """These posts cannot become a thread of their own; the message says why."""

    code = "cannot_split"
