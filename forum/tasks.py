"""Recurring care of the forum."""

from datetime import timedelta

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone

# These declare tasks by being imported.
import forum.link_tasks
import forum.notification_tasks
import forum.privacy_tasks
import forum.upload_tasks  # noqa: F401
from core.periodic import periodic
from core.reconciling import reconciler
from forum.actions.counters import (
    mend_confirmations,
    mend_languages,
    mend_polls,
    mend_posts,
    mend_scores,
    mend_tags,
)
from forum.models import Draft, ReadDemand, ThreadEvent

BACKLOG_EVENTS = 1000
BACKLOG_AGE = timedelta(hours=24)
DRAFTS_KEPT = timedelta(days=90)


@periodic(name="forum.sweep_events", every=timedelta(hours=1))
def sweep_events() -> int:
    """Forget events older than a day, except the newest thousand of each thread."""
    newest = (
        ThreadEvent.objects.filter(thread=OuterRef("thread"))
        .order_by("-number")
        .values("number")[BACKLOG_EVENTS - 1 : BACKLOG_EVENTS]
    )
    old = ThreadEvent.objects.filter(
        created__lt=timezone.now() - BACKLOG_AGE, number__lt=Subquery(newest)
    )
    return old.delete()[0]


@periodic(name="forum.sweep_demand", every=timedelta(days=1))
def sweep_demand() -> int:
    """Forget what was read longer ago than anyone asks."""
    oldest = timezone.now().date() - timedelta(days=settings.DEMAND_DAYS + 1)
    return ReadDemand.objects.filter(day__lt=oldest).delete()[0]


@periodic(name="forum.sweep_drafts", every=timedelta(days=1))
def sweep_drafts() -> int:
    """Forget drafts that nobody touched for ninety days; how many."""
    return Draft.objects.filter(saved__lt=timezone.now() - DRAFTS_KEPT).delete()[0]


@reconciler("counters")
def mend_counters() -> int:
    """Count anew, and copy anew for lists, what a crash left wrong."""
    return mend_posts() + mend_languages() + mend_tags()


reconciler("scores")(mend_scores)
reconciler("confirmations")(mend_confirmations)
reconciler("polls")(mend_polls)
