"""Recurring care of what pages and API keep."""

from datetime import timedelta

from django.utils import timezone

from core.periodic import periodic
from frontend.models.idempotency import KEPT_FOR, IdempotencyRecord
from frontend.pages.submitting import sweep_submissions


@periodic(name="frontend.sweep_idempotency", every=timedelta(hours=1))
def sweep_idempotency() -> int:
    """Forget answers of more than a day ago; how many."""
    old = IdempotencyRecord.objects.filter(created__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]


@periodic(name="frontend.sweep_submissions", every=timedelta(hours=1))
def forget_old_forms() -> int:
    """Forms sent more than a day ago may be sent again; how many those were."""
    return sweep_submissions()
