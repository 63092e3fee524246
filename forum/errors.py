"""Errors of the forum, below `core.errors`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, InvalidInput


class EditConflict(Conflict):
    """Somebody else's edit came first; both versions are kept by the caller.

    `current_source` and `current_revision` are what stands now.
    """

    code = "edit_conflict"
    message = _("Somebody else changed this post meanwhile. Your version is not lost.")

    def __init__(self, *, current_source: str, current_revision: int, **context: Any) -> None:
        super().__init__(**context)
        self.current_source = current_source
        self.current_revision = current_revision


class KindNotAllowed(InvalidInput):
    code = "kind_not_allowed"
    message = _("This kind of thread does not belong in this category.")


class NotAnAnswer(InvalidInput):
    code = "not_an_answer"
    message = _("Only an answer to a question can be accepted.")


class ThreadGone(Conflict):
    code = "thread_gone"
    message = _("This thread was deleted meanwhile.")
