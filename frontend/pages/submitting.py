"""Forms act once, however often a button is pressed."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Member
from frontend.models import Submission

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def once(*, member: Member | None, key: UUID, act: Callable[[], str]) -> str:
    """The path `act` answers with; of a form sent before, the path it led to then.

    A second submission waits until the first is done. Errors of `act` leave nothing behind.
    """
    if member is None:
        return act()
    row, is_new = Submission.objects.get_or_create(member=member, key=key)
    if is_new:
        row.path = act()
        row.save(update_fields=["path"])
    return row.path


def sweep_submissions() -> int:
    """Forget forms sent more than a day ago; how many those were."""
    old = Submission.objects.filter(created__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
