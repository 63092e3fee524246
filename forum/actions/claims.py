"""Claiming items of the review queue: who works on one keeps it from others for ten minutes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.audit import record
from accounts.permissions import Actor
from forum.actions.review_languages import exhibit_of, translate_for_reader
from forum.actions.timeline import lock_threads
from forum.errors import ReviewClaimed, ReviewDecidedAlready
from forum.models import ReviewItem
from forum.queries.reviewing import item_for
from forum.review_kinds import kinds

CLAIM = timedelta(minutes=10)


@transaction.atomic
def claim_review(*, actor: Actor, item: ReviewItem, language: str = "") -> ReviewItem:
    """Work on an item, for ten minutes from now; what it shows is translated into `language` at
    once.

    Raises NotSignedIn, NotPermitted, NotFound, ReviewDecidedAlready, ReviewClaimed.
    """
    item = held(actor, item)
    anew = item.claimed_by_id != actor.id or has_ended(item)
    item.claimed_by, item.claimed_until = actor.member, timezone.now() + CLAIM
    item.save(update_fields=["claimed_by", "claimed_until"])
    if anew:
        write_down(actor, item, "review.claimed")
    if language:
        translate_for_reader(item, exhibit_of(actor, item), language)
    return item


@transaction.atomic
def release_review(*, actor: Actor, item: ReviewItem) -> ReviewItem:
    """Leave an item to others. Raises what `claim_review` raises."""
    item = held(actor, item)
    if item.claimed_by_id == actor.id:
        item.claimed_by = item.claimed_until = None
        item.save(update_fields=["claimed_by", "claimed_until"])
        write_down(actor, item, "review.released")
    return item


def held(actor: Actor, item: ReviewItem) -> ReviewItem:
    """An open item as it stands now, its row locked: decisions on it take turns.

    Raises NotSignedIn, NotPermitted, NotFound, ReviewDecidedAlready, and ReviewClaimed where
    somebody else works on it.
    """
    hold(item)
    item = item_for(actor, item.pk)
    if item.state != ReviewItem.State.OPEN:
        raise ReviewDecidedAlready
    if item.claimed_by is not None and item.claimed_by_id != actor.id and not has_ended(item):
        raise ReviewClaimed(name=item.claimed_by.name)
    return item


def hold(item: ReviewItem) -> None:
    """Hold an item's row until the transaction ends; before it the threads it is about, as reports
    and merges do, so that no two transactions wait for each other."""
    lock_threads(kinds()[item.kind].threads(item))
    ReviewItem.objects.select_for_update(no_key=True).filter(pk=item.pk).first()


def has_ended(item: ReviewItem) -> bool:
    """True where nobody works on an item (any more)."""
    return item.claimed_until is None or item.claimed_until <= timezone.now()


def write_down(actor: Actor, item: ReviewItem, verb: str) -> None:
    """A step of working on an item, for the audit log."""
    record(
        community=item.community,
        actor=actor.member,
        verb=verb,
        subject=("review", item.pk),
        after={"kind": item.kind, "language": item.language},
    )
