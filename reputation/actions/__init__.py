"""What may change the ledger."""

from reputation.actions.crediting import credit
from reputation.actions.releasing import release, release_due, void
from reputation.actions.removing import note_removal, settle_due_removals
from reputation.actions.reversing import reverse

__all__ = [
    "credit",
    "note_removal",
    "release",
    "release_due",
    "reverse",
    "settle_due_removals",
    "void",
]
