"""What a member takes along of the credit."""

from forum.queries.exports import Part
from reputation.models import Award, LedgerRow

FIELDS = (
    "community__slug code version requested applied cap state cause object_type object_id thread_id"
    " member_language giver_language member_country giver_country happened day created"
)


def ledger_part() -> Part:
    """Every row of the member's own, not who gave the credit: that is others' matter."""
    return Part("credit", LedgerRow, "member", FIELDS)


def awards_part() -> Part:
    """The badges."""
    return Part("badges", Award, "member", "community__slug badge level awarded")
