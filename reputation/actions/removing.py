"""What becomes of the credit for a post that is deleted, or brought back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Community
from core.events import Told
from reputation.actions.balances import hold_balances
from reputation.actions.settling import book_all, by_member
from reputation.models import Removal
from reputation.queries.facts import claims_on

AT_ONCE = 100
"""Removals that one run settles."""


@transaction.atomic
def note_removal(
    *,
    community: Community,
    told: Told,
    object_type: str,
    object_id: int,
    author: int,
    gone: bool,
    due: datetime,
    long: bool = False,
) -> None:
    """An object is gone, or is back. The newest event counts, in whatever order they come.

    Gains are reversed when `due` is past, unless the object stood `long`.
    """
    where = {"object_type": object_type, "object_id": object_id}
    present = {"event": told.id, "gone": gone, "due": due, "long": long, "settled": False}
    row, is_new = Removal.objects.select_for_update().get_or_create(
        **where, defaults={"community": community, "author": author, **present}
    )
    if not is_new and row.event >= told.id:
        return
    if not is_new:
        Removal.objects.filter(pk=row.pk).update(**present)
    if not gone or due <= timezone.now():
        settle_removal(removal_id=row.pk)


def settle_due_removals() -> int:
    """Reverse the gains of what has been gone for long enough; how many objects that were."""
    due = Removal.objects.filter(gone=True, settled=False, due__lte=timezone.now())
    ids = list(due.order_by("due", "pk").values_list("pk", flat=True)[:AT_ONCE])
    for pk in ids:
        settle_removal(removal_id=pk)
    return len(ids)


@transaction.atomic
def settle_removal(*, removal_id: int) -> None:
    """Bring the ledger to what the going or coming back of an object means."""
    held = Removal.objects.select_for_update(of=("self",)).select_related("community")
    removal = held.get(pk=removal_id)
    members = _claiming(removal) | {removal.author}
    balances = hold_balances(community=removal.community, members=members)
    for member_id, claims in by_member(claims_on(removal)).items():
        if member_id in balances:
            book_all(balances[member_id], claims)
    # Who claimed while the others were waited for is seen to by the next run.
    settled = _claiming(removal) <= members
    Removal.objects.filter(pk=removal.pk).update(settled=settled)


def _claiming(removal: Removal) -> set[int]:
    return set(claims_on(removal).values_list("member", flat=True))
