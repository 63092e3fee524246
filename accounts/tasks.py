"""Recurring care of accounts."""

from datetime import timedelta

from accounts import sign_in, sign_in_places
from accounts.actions import sanctions
from accounts.actions.appointments import end_due_appointments, remind_of_ends
from accounts.actions.deletion import delete_due_members
from accounts.actions.levels import expire_grants
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


@periodic(name="accounts.sweep_sign_in_places", every=timedelta(days=1))
def sweep_sign_in_places() -> int:
    """Forget from where members signed in more than a month ago."""
    return sign_in_places.sweep_places()


@periodic(name="accounts.end_appointments", every=timedelta(minutes=1))
def end_appointments() -> int:
    """Appointments of super-users and granted levels whose time is over."""
    return end_due_appointments() + expire_grants()


@periodic(name="accounts.remind_of_appointments", every=timedelta(hours=6))
def remind_of_appointments() -> int:
    """Two weeks before an appointment ends."""
    return remind_of_ends()
