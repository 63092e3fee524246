"""What members are told about leaving and about sanctions, below `core.errors`."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, NotPermitted


class LastOperator(Conflict):
    """`community` is the name of the one that would have no operator any more."""

    code = "last_operator"
    message = _("You are the only operator of %(community)s. Appoint another one first.")


class Sanctioned(NotPermitted):
    """A sanction stands against what somebody wants; `until` is when it ends, None where it does
    not end by itself."""

    def __init__(self, *, until: datetime | None = None) -> None:
        super().__init__()
        self.until = until


class MemberPaused(Sanctioned):
    code = "paused"
    message = _("You are paused in this community for now: you can read, and nothing else.")


class MemberBanned(Sanctioned):
    code = "banned"
    message = _("You are banned from this community.")


class BannedAlready(Conflict):
    code = "banned_already"
    message = _("This member is banned already.")


class PausedAlready(Conflict):
    code = "paused_already"
    message = _("This member is paused for at least as long already.")


class SanctionOver(Conflict):
    code = "sanction_over"
    message = _("This sanction was lifted or is over already.")


class NotAboveThem(NotPermitted):
    """Staff decide about members and, where they run the community, about its agents."""

    code = "not_above_them"
    message = _("You cannot decide about yourself, or about staff of your rank or above.")
