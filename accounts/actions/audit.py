"""Writing the audit log."""

from collections.abc import Mapping

from accounts.events import Decided
from accounts.models import AuditEntry, Community, Member
from core.events import publish

Facts = Mapping[str, str | int | bool | list[str] | None]


def record(
    *,
    community: Community | None,
    actor: Member | None,
    verb: str,
    subject: tuple[str, int],
    member: Member | None = None,
    reason: str = "",
    note: str = "",
    before: Facts | None = None,
    after: Facts | None = None,
    undoes: AuditEntry | None = None,
) -> AuditEntry:
    """Write down a decision, in the transaction of the action that carries it out, so that there
    is neither one without the other.

    `subject` is what was decided on: kind and number. `actor` None says that the program decided.
    `before` and `after` hold codes and numbers, never words of members. Whom it concerns hears of
    it (`forum.decision_receivers`), but for what he decided himself.
    """
    entry = AuditEntry.objects.create(
        community=community,
        actor=actor,
        automatic=actor is None,
        verb=verb,
        subject_type=subject[0],
        subject_id=subject[1],
        member=member,
        reason=reason,
        note=note,
        before=dict(before or {}),
        after=dict(after or {}),
        undoes=undoes,
    )
    if member is not None and member != actor:
        publish(Decided(entry_id=entry.pk, verb=verb))
    return entry
