"""What the ledger refuses."""

from core.errors import Unavailable


class RuleNotAvailable(Unavailable):
    """Nothing in the program causes this kind of credit yet."""

    code = "rule_not_available"
