"""Recurring care of what pages and API keep."""

import json
from datetime import timedelta

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.erasing import eraser
from accounts.models import Member
from core.lanes import lane, renewal
from core.periodic import periodic
from frontend.models.idempotency import KEPT_FOR, IdempotencyRecord
from frontend.notifications.sending import deliver, give_sign_of_life
from frontend.pages.submitting import sweep_submissions


@periodic(name="frontend.sweep_idempotency", every=timedelta(hours=1))
def sweep_idempotency() -> int:
    """Forget answers of more than a day ago; how many."""
    old = IdempotencyRecord.objects.filter(created__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]


@eraser(name="frontend.answers")
def forget_answers(member: Member) -> int:
    """Forget what was answered to a member's programs, and answers to others that name the
    member; those may be repeated a day long, and do their work once more if they are."""
    own = Q(caller=f"member:{member.pk}")
    # Databases keep letters beyond ASCII in JSON as they are, or escaped.
    for spelling in (f'"{member.username}"', json.dumps(member.username)):
        own |= Q(told__contains=spelling)
    rows = IdempotencyRecord.objects.annotate(told=Cast("body", TextField())).filter(own)
    return IdempotencyRecord.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]


@periodic(name="frontend.sweep_submissions", every=timedelta(hours=1))
def forget_old_forms() -> int:
    """Forms sent more than a day ago may be sent again; how many those were."""
    return sweep_submissions()


@lane("notifications")
def send_notifications() -> int:
    """A lane of its own: a mail server that is slow holds up nothing else."""
    return deliver()


@renewal
def keep_what_is_sent() -> None:
    give_sign_of_life()
