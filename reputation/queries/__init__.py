"""What may be read of the ledger, and what events mean for it."""

from reputation.queries.ledger import points_of
from reputation.queries.trust import Trust, trust_of

__all__ = ["Trust", "points_of", "trust_of"]
