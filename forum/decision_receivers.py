"""Members hear of what is decided about their membership, whoever decided it and from where."""

from accounts.events import MemberSanctioned
from accounts.models import AuditEntry
from core.events import receiver
from forum.actions.notices import notify_decision


@receiver(MemberSanctioned)
def tell_of_sanction(news: MemberSanctioned) -> None:
    """Where the decider said something beside the reason, the notice is written already."""
    entry = AuditEntry.objects.select_related("member").filter(pk=news.entry_id).first()
    if entry is not None:
        notify_decision(entry=entry)
