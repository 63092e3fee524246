"""Recurring care of accounts."""

from datetime import timedelta

from accounts.actions.deletion import delete_due_members
from core.periodic import periodic


@periodic(name="accounts.delete_due_members", every=timedelta(minutes=10))
def delete_members() -> int:
    """Delete those who asked for it and did not come back in time."""
    return delete_due_members()
