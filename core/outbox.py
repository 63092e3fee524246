"""Tells the receivers what happened: at least once each, after commit, with back-off.

Any number of processes may dispatch; a row is claimed under a lease, which the worker renews while
the row is in hand, so no two tell it at the same time, and a dispatcher that is killed loses
nothing. Receivers are independent: what one of them has heard is recorded, so that another one's
failure does not repeat it.
"""

import logging
from datetime import timedelta

from django.utils import timezone

from core import leases
from core.batches import by_id
from core.claims import claim, renew
from core.events import Receiver, Told, receivers_of, restore, tell
from core.models import Delivery, Outbox

logger = logging.getLogger(__name__)

BACKOFF_SECONDS = (1, 5, 30, 120, 600, 3600)
KEEP_DONE = timedelta(days=2)

_in_hand: set[int] = set()
"""What this process is telling right now (ids)."""


def dispatch(*, limit: int = 100) -> int:
    """Tell what is due, the oldest of the lowest priority first; how many events were tried."""
    now = timezone.now()
    rows = claim(
        Outbox.objects.filter(done__isnull=True, next_attempt__lte=now),
        order=("priority", "id"),
        limit=limit,
    )
    ids = {row.pk for row in rows}
    _in_hand.update(ids)
    try:
        for row in rows:
            _tell(row)
    finally:
        _in_hand.difference_update(ids)
    return len(rows)


def renew_in_hand() -> int:
    """Give the sign of life for what is in hand, however long its receivers take; how many rows
    this process still holds."""
    return renew(Outbox.objects.filter(pk__in=set(_in_hand))) if _in_hand else 0


def _tell(row: Outbox) -> None:
    news = restore(row.name, row.payload)
    if news is None and row.created > timezone.now() - KEEP_DONE:
        # Perhaps written by a newer version, beside which this process still runs.
        _finish(row, ["unknown"])
        return
    if news is None:
        logger.warning("%s is given up: nobody here understands it", row)
    heard = set(row.deliveries.values_list("receiver", flat=True)) if row.attempts else set()
    receivers = receivers_of(row.name) if news else {}
    failures = [
        name
        for name, function in receivers.items()
        if name not in heard
        and not _delivered(row, name, function, news, alone=len(receivers) == 1)
    ]
    _finish(row, failures)


def _delivered(row: Outbox, name: str, function: Receiver, news: object, *, alone: bool) -> bool:
    """True where the receiver took it; where it is the only one, the row itself will say so."""
    try:
        tell(name, function, news, Told(row.pk, row.created))
        if not alone:
            Delivery.objects.get_or_create(event=row, receiver=name)
    except Exception:  # a receiver's failure must never stop the others, whatever it is
        logger.exception("receiver %s failed on %s", name, row)
        return False
    return True


def _finish(row: Outbox, failures: list[str]) -> None:
    """Say what became of a row; of one that another process took over meanwhile, that one does."""
    attempts, now = row.attempts + 1, timezone.now()
    wait = timedelta(seconds=BACKOFF_SECONDS[min(attempts, len(BACKOFF_SECONDS)) - 1])
    became = {"next_attempt": now + wait} if failures else {"done": now}
    held = Outbox.objects.filter(pk=row.pk, owner=row.owner)
    held.update(attempts=attempts, owner="", lease_until=None, **became)


def free_dead() -> int:
    """Free the claims of dispatchers that died on this host; how many rows that were."""
    held = Outbox.objects.filter(done__isnull=True).exclude(owner="")
    dead = leases.dead_owners(held.values_list("owner", flat=True).distinct())
    return held.filter(owner__in=dead).update(owner="", lease_until=None) if dead else 0


def sweep(*, at_once: int = 1000) -> int:
    """Forget what was told long ago, a few rows in a transaction; how many events that were."""
    old = Outbox.objects.filter(done__lt=timezone.now() - KEEP_DONE).only("pk")
    return sum(_forget(rows) for rows in by_id(old, size=at_once))


def _forget(rows: list[Outbox]) -> int:
    Outbox.objects.filter(pk__in=[row.pk for row in rows]).only("pk").delete()
    return len(rows)
