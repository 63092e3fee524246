"""How a decision stands on a page: in words, for whom it concerns."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from accounts.models import AuditEntry, Sanction
from forum.models import Appeal, DecisionNotice
from forum.queries.decisions import may_appeal
from forum.verbs import decider, reason, told

State: TypeAlias = Literal["holds", "over", "undone", "appealed", "upheld", "refused"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A decision as whom it concerns reads it. `until` is when a pause ends, None else;
    `appealable` says whether he may still object."""

    entry: AuditEntry
    what: str
    why: str
    by: str
    state: State
    until: datetime | None
    appeal: Appeal | None
    appealable: bool


def notice_view(notice: DecisionNotice) -> Notice:
    """The words of a notice that came from `forum.queries.decisions`."""
    entry, sanction = notice.entry, getattr(notice.entry, "sanction", None)
    found = getattr(notice, "appeal", None)
    return Notice(
        entry=entry,
        what=told(entry.verb, entry.community.name if entry.community else ""),
        why=reason(entry.reason),
        by=decider(entry, getattr(notice, "decider_role", None)),
        state=_state(entry, sanction, found),
        until=sanction.until if sanction else None,
        appeal=found,
        appealable=may_appeal(notice),
    )


def _state(entry: AuditEntry, sanction: Sanction | None, appeal: Appeal | None) -> State:
    if appeal is not None and appeal.state != Appeal.State.OPEN:
        return "upheld" if appeal.state == Appeal.State.UPHELD else "refused"
    if hasattr(entry, "undone_by") or (sanction is not None and sanction.lifted is not None):
        return "undone"
    if appeal is not None:
        return "appealed"
    over = sanction is not None and sanction.kind == Sanction.Kind.PAUSE and not sanction.stands
    return "over" if over else "holds"
