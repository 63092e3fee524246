"""What an upheld appeal takes back of what was decided about credit (`forum.decisions`)."""

from accounts.models import AuditEntry
from accounts.permissions import Actor
from forum.decisions import undoes
from reputation.actions.judging import reinstate


@undoes("credit.refused")
def give_back(actor: Actor, entry: AuditEntry) -> None:
    """For everybody whom the decision concerned: they were judged together."""
    reinstate(suspicion_id=entry.subject_id, actor=actor.member)
