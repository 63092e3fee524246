"""Recurring care of notifications: what a dead process held, and what is old."""

from datetime import timedelta

from django.utils import timezone

from core.periodic import periodic
from forum.actions.deliveries import free_dead_deliveries
from forum.models import Notification

READ_KEPT = timedelta(days=90)
UNREAD_KEPT = timedelta(days=365)


@periodic(name="forum.free_dead_deliveries", every=timedelta(seconds=15))
def free_dead() -> int:
    return free_dead_deliveries()


@periodic(name="forum.sweep_notifications", every=timedelta(days=1))
def sweep_notifications() -> int:
    """Forget what was read 90 days ago, and what nobody read for a year, with its deliveries."""
    now = timezone.now()
    read = Notification.objects.filter(read__lt=now - READ_KEPT)
    unread = Notification.objects.filter(read=None, created__lt=now - UNREAD_KEPT)
    return read.delete()[0] + unread.delete()[0]
