"""Putting matters into the review queue, and taking them out when they are settled elsewhere.

Deciding on them is in `forum.actions.rulings`; how a kind of matter is shown and what its
decisions do is declared with `forum.review_kinds.register`.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Community, Member
from forum.models import Post, ReviewItem

POINT = timedelta(hours=3)
"""How much earlier in the queue each point of weight puts an item. A heavy one overtakes those of
the last day, and no light one waits for ever."""


@transaction.atomic
def open_review(
    *,
    community: Community,
    kind: str,
    subject: tuple[str, int],
    language: str = "",
    post: Post | None = None,
    member: Member | None = None,
    weight: int = 1,
) -> ReviewItem:
    """Put a matter into the queue. While it is there, that only makes it weigh more.

    `subject` is its type and number, `language` the one in which it is judged, `member` whom it
    concerns.
    """
    open_ = ReviewItem.State.OPEN
    key = {"kind": kind, "subject_type": subject[0], "subject_id": subject[1], "state": open_}
    given = {"community": community, "language": language, "post": post, "member": member}
    item, new = ReviewItem.objects.get_or_create(
        **key, defaults={**given, "weight": weight, "ranked": _ranked(timezone.now(), weight)}
    )
    if not new and weight > item.weight:
        item.weight, item.ranked = weight, _ranked(item.created, weight)
        item.save(update_fields=["weight", "ranked"])
    return item


def _ranked(opened: datetime, weight: int) -> datetime:
    return opened - POINT * min(weight, 1000)


def hold_review(*, kind: str, subject: tuple[str, int]) -> None:
    """Hold a matter that is in the queue until the transaction ends: whoever decides on it holds
    it before what it is about, too, so that no two wait for each other."""
    _open_items(kind, subject).select_for_update(no_key=True).first()


@transaction.atomic
def close_review(*, kind: str, subject: tuple[str, int]) -> None:
    """Take a matter out of the queue that was settled elsewhere. Twice is once."""
    _open_items(kind, subject).update(
        state=ReviewItem.State.DECIDED,
        decided=timezone.now(),
        decision=ELSEWHERE,
        claimed_by=None,
        claimed_until=None,
    )


def _open_items(kind: str, subject: tuple[str, int]) -> "QuerySet[ReviewItem]":
    open_ = ReviewItem.State.OPEN
    return ReviewItem.objects.filter(
        kind=kind, subject_type=subject[0], subject_id=subject[1], state=open_
    )


ELSEWHERE = "elsewhere"
"""The decision of items that were settled outside of the queue."""
