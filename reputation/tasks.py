"""Recurring care of the ledger."""

from datetime import timedelta

from core.periodic import periodic
from core.reconciling import reconciler
from reputation.actions import release_due, settle_due_removals
from reputation.actions.awarding import mend_awards
from reputation.actions.leveling import review_levels
from reputation.actions.nightly import look_through_credit
from reputation.actions.reconciling import mend_ledger


@periodic(name="reputation.release", every=timedelta(minutes=1))
def post_what_waited() -> int:
    """Credit whose waiting is over."""
    return release_due()


@periodic(name="reputation.removals", every=timedelta(minutes=1))
def reverse_what_is_gone() -> int:
    """Gains of posts that were deleted a day ago."""
    return settle_due_removals()


@periodic(name="reputation.reconcile", every=timedelta(days=1))
def reconcile_nightly() -> int:
    return mend_ledger()


reconciler("ledger")(mend_ledger)


@periodic(name="reputation.suspicions", every=timedelta(days=1))
def look_through_nightly() -> int:
    """Credit that was hardly given honestly."""
    return look_through_credit()


@periodic(name="reputation.badges", every=timedelta(days=1))
def award_nightly() -> int:
    return mend_awards()


reconciler("badges")(mend_awards)


@periodic(name="reputation.levels", every=timedelta(days=1))
def review_levels_nightly() -> int:
    """Levels that are not earned any more, and those that nobody was there to give."""
    return review_levels()


reconciler("levels")(review_levels)
