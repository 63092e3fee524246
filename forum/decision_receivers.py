"""Members hear of what is decided about them, whoever decided it and from where."""

import forum.actions.sanctioning
import forum.actions.undoing
import forum.actions.undoing_threads  # noqa: F401 - they declare by being imported
from accounts.events import Decided
from accounts.models import AuditEntry
from core.events import receiver
from forum.actions.notices import notify_decision
from forum.decisions import TOLD


@receiver(Decided)
def tell_of_decision(news: Decided) -> None:
    """Where the decider said something beside the reason, the notice is written already. Of many
    posts at once whoever wrote them hears by the one decision on all of them."""
    if news.verb not in TOLD:
        return
    entry = AuditEntry.objects.select_related("member").filter(pk=news.entry_id).first()
    if entry is not None and "batch" not in entry.after:
        notify_decision(entry=entry)
