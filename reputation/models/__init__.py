"""The ledger, and what it is counted from."""

from reputation.models.award import Award
from reputation.models.balance import Balance
from reputation.models.claim import Claim
from reputation.models.imprint import Fingerprint, NearCopy
from reputation.models.ledger import LedgerRow
from reputation.models.suspicion import Suspicion
from reputation.models.undoing import Removal, Withdrawal

__all__ = [
    "Award",
    "Balance",
    "Claim",
    "Fingerprint",
    "LedgerRow",
    "NearCopy",
    "Removal",
    "Suspicion",
    "Withdrawal",
]
