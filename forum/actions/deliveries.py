"""Deliveries on their way: who holds them, and what became of them.

    waiting ──claim──> started ──> sent
       ^                  │├─────> failed    the address, the message, or the patience is at an end
       └── postponed ─────┘└─────> dropped   not wanted or not to be seen any more

What was started by a process that died is started once more, under the same message id, and that
is logged; a second death in a row ends it, so that no mail can go out for ever.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from core import leases
from core.claims import claim, renew
from forum.models import NotificationDelivery, NotificationSettings

logger = logging.getLogger(__name__)

Channel = NotificationDelivery.Channel
State = NotificationDelivery.State
Deliveries = Sequence[NotificationDelivery]

AT_ONCE = 100
"""How many notifications one mail may tell of; the rest comes with the next."""
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
INTERRUPTED = "interrupted"
REASON_CHARS = 200


def claim_deliveries() -> list[NotificationDelivery]:
    """Take what is to be sent together: what is due of one member by one channel, or what
    somebody began to send and did not finish. Nothing where nothing is due."""
    return _claim_interrupted() or _claim_due()


def _claim_due() -> list[NotificationDelivery]:
    due = _told().filter(state=State.WAITING, due__lte=timezone.now())
    first = due.order_by("due", "pk").values_list("notification__member", "channel").first()
    if first is None:
        return []
    member, channel = first
    of_one = due.filter(notification__member=member, channel=channel)
    with transaction.atomic():
        rows = claim(of_one, order=("due", "pk"), limit=AT_ONCE, state=State.STARTED)
        _begin(rows, _message_id(rows) if rows else "")
    return rows


def _claim_interrupted() -> list[NotificationDelivery]:
    begun = _told().filter(state=State.STARTED)
    free = begun.filter(owner="") | begun.filter(lease_until__lt=timezone.now())
    first = free.order_by("pk").values_list("message_id", flat=True).first()
    if first is None:
        return []
    with transaction.atomic():
        rows = claim(begun.filter(message_id=first), order=("due", "pk"), limit=AT_ONCE)
        if any(row.reason == INTERRUPTED for row in rows):
            logger.error("mail %s was interrupted twice and is given up", first)
            settle(rows, State.FAILED, reason="interrupted twice")
            return []
        if rows:
            logger.warning("mail %s was interrupted and is sent once more", first)
        _begin(rows, first, reason=INTERRUPTED)
    return rows


def _told() -> "QuerySet[NotificationDelivery]":
    return NotificationDelivery.objects.select_related("notification")


def _begin(rows: Deliveries, message_id: str, *, reason: str = "") -> None:
    changes = {"message_id": message_id, "reason": reason}
    _rows(rows).update(**changes, attempts=F("attempts") + 1, changed=timezone.now())
    for row in rows:
        row.message_id, row.reason = message_id, reason
        row.attempts += 1


def _message_id(rows: Deliveries) -> str:
    """The id of the message that tells of these; the same however often it is sent."""
    known = next((row.message_id for row in rows if row.message_id), "")
    first = min(row.pk for row in rows)
    return known or f"<{rows[0].channel}.{first}@{settings.MAIL_DOMAIN}>"


@transaction.atomic
def settle(rows: Deliveries, state: str, *, reason: str = "") -> None:
    """Say what became of deliveries that this process holds: sent, failed or dropped."""
    _held(rows).update(
        state=state,
        reason=reason[:REASON_CHARS],
        owner="",
        lease_until=None,
        changed=timezone.now(),
    )
    members = {row.notification.member_id for row in rows}
    if state == State.SENT:
        stored = NotificationSettings.objects.filter(member__in=members)
        stored.filter(bounced=None, bounces__gt=0).update(bounces=0)
        if any(row.channel == Channel.DIGEST for row in rows):
            stored.update(last_digest=timezone.now())


@transaction.atomic
def postpone(
    rows: Deliveries, *, due: datetime, reason: str, patient_until: datetime | None = None
) -> None:
    """Give deliveries back until `due`, without having tried to send them."""
    _held(rows).update(
        state=State.WAITING,
        due=due,
        reason=reason[:REASON_CHARS],
        patient_until=patient_until,
        attempts=F("attempts") - 1,
        owner="",
        lease_until=None,
        changed=timezone.now(),
    )


@transaction.atomic
def retry_later(rows: Deliveries, *, reason: str) -> None:
    """Sending failed in a way that may pass: again later, until patience is at an end."""
    tried = max(row.attempts for row in rows)
    if tried > len(BACKOFF):
        logger.error("mail %s is given up: %s", rows[0].message_id, reason)
        settle(rows, State.FAILED, reason=reason)
        return
    due = timezone.now() + BACKOFF[tried - 1]
    _held(rows).update(
        state=State.WAITING,
        due=due,
        reason=reason[:REASON_CHARS],
        owner="",
        lease_until=None,
        changed=timezone.now(),
    )


def renew_deliveries(ids: Collection[int]) -> int:
    """Give the sign of life for those deliveries that this process is sending right now."""
    return renew(NotificationDelivery.objects.filter(state=State.STARTED, pk__in=ids))


def free_dead_deliveries() -> int:
    """Free what processes held that died on this host; how many deliveries."""
    held = NotificationDelivery.objects.filter(state=State.STARTED).exclude(owner="")
    dead = leases.dead_owners(held.values_list("owner", flat=True).distinct())
    return held.filter(owner__in=dead).update(owner="", lease_until=None) if dead else 0


def _rows(rows: Deliveries) -> "QuerySet[NotificationDelivery]":
    return NotificationDelivery.objects.filter(pk__in=[row.pk for row in rows])


def _held(rows: Deliveries) -> "QuerySet[NotificationDelivery]":
    """Those that this process still holds: what was settled, or lost to another, stays so."""
    return _rows(rows).filter(state=State.STARTED, owner=leases.owner())
