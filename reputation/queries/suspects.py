"""Who is part of what looks dishonest."""

from accounts.linked import linked_accounts
from reputation.models import Suspicion


def suspects_of(suspicion: Suspicion) -> frozenset[int]:
    """Its members and all accounts that count as one with any of them, by number; two queries."""
    members = list(suspicion.members.values_list("pk", flat=True))
    return frozenset().union(*linked_accounts(suspicion.community_id, members).values())
