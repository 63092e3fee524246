"""Members hear of what is decided about them, whoever decided it and from where."""

import forum.actions.undoing  # noqa: F401 - declares by being imported
from accounts.events import Decided
from accounts.models import AuditEntry
from core.events import receiver
from forum.actions.notices import notify_decision
from forum.decisions import TOLD


@receiver(Decided)
def tell_of_decision(news: Decided) -> None:
    """Where the decider said something beside the reason, the notice is written already."""
    if news.verb not in TOLD:
        return
    entry = AuditEntry.objects.select_related("member").filter(pk=news.entry_id).first()
    if entry is not None:
        notify_decision(entry=entry)
