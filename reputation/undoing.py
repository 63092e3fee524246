"""What an upheld appeal takes back of what was decided about credit, and who decides on none of
it (`forum.decisions`)."""

from collections.abc import Collection

from accounts.models import AuditEntry
from accounts.permissions import Actor
from forum.decisions import involves, undoes
from reputation.actions.judging import reinstate
from reputation.models import Suspicion
from reputation.queries.suspects import suspects_of


@involves("credit.refused")
def suspected_together(entry: AuditEntry) -> Collection[int]:
    """Whoever gave or got the credit is no judge of it."""
    suspicion = Suspicion.objects.filter(pk=entry.subject_id).first()
    return suspects_of(suspicion) if suspicion else ()


@undoes("credit.refused")
def give_back(actor: Actor, entry: AuditEntry) -> None:
    """For everybody whom the decision concerned: they were judged together."""
    reinstate(suspicion_id=entry.subject_id, actor=actor.member)
