"""Recurring care of the forum."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone

from core.periodic import periodic
from core.reconciling import reconciler
from forum.models import Post, ReadDemand, Thread, ThreadEvent

BACKLOG_EVENTS = 1000
BACKLOG_AGE = timedelta(hours=24)


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


@reconciler("counters")
def mend_counters() -> int:
    """Count the posts of every thread anew where the stored number is wrong."""
    visible = Q(posts__visibility=Post.Visibility.PUBLIC) & ~Q(posts__kind=Post.Kind.OPENING)
    wrong = Thread.objects.annotate(real=Count("posts", filter=visible)).exclude(
        posts_count=F("real")
    )
    rows = list(wrong.values_list("pk", "real"))
    for pk, real in rows:
        Thread.objects.filter(pk=pk).update(posts_count=real)
    return len(rows)
