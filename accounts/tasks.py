"""Recurring care of accounts."""

from datetime import timedelta

from accounts import sign_in
from accounts.actions import sanctions
from accounts.actions.deletion import delete_due_members
from core.periodic import periodic


@periodic(name="accounts.delete_due_members", every=timedelta(minutes=10))
def delete_members() -> int:
    """Delete those who asked for it and did not come back in time."""
    return delete_due_members()


@periodic(name="accounts.end_pauses", every=timedelta(minutes=1))
def end_pauses() -> int:
    """Write down that pauses are over, so that their members are told."""
    return sanctions.end_pauses()


@periodic(name="accounts.sweep_sign_ins", every=timedelta(minutes=10))
def sweep_sign_ins() -> int:
    """Forget failed attempts to sign in that count no longer; how many rows those were."""
    return sign_in.sweep_attempts()
