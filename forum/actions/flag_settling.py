"""Settling the reports of a post, one or all of them, and opening them again.

Parts of actions: callers ask for the privilege and hold the thread.
"""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import Member
from accounts.reasons import Reason
from core.events import publish
from forum.events import FlagDecided, FlagReopened
from forum.models import Flag
from translation.models import Text

ABUSE = frozenset({Reason.SPAM, Reason.ABUSE})
"""Reasons for which a post that was removed costs its author points."""


def settle(
    flags: Iterable[Flag],
    *,
    upheld: bool,
    by: Member | None,
    at: datetime,
    statement: Text | None,
    abuse: bool = False,
) -> None:
    """Decide on reports, all in the same way; who made them is told."""
    for flag in flags:
        flag.state = Flag.State.UPHELD if upheld else Flag.State.REJECTED
        flag.statement, flag.decided_by, flag.decided = statement, by, at
        flag.abuse = upheld and abuse
        flag.save(update_fields=["state", "statement", "decided_by", "decided", "abuse"])
        publish(FlagDecided(flag_id=flag.pk, post_id=flag.post_id, upheld=upheld))


def reopen(flags: Iterable[Flag]) -> None:
    """Let reports wait for a decision again; what it cost or gave is taken back."""
    for flag in flags:
        upheld = flag.state == Flag.State.UPHELD
        flag.state, flag.abuse = Flag.State.OPEN, False
        flag.statement = flag.decided_by = flag.decided = None
        flag.save(update_fields=["state", "statement", "decided_by", "decided", "abuse"])
        publish(FlagReopened(flag_id=flag.pk, post_id=flag.post_id, upheld=upheld))
