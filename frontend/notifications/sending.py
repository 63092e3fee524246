"""Takes what is due, hands it to its channel, and notes what became of it.

A mail waits up to a minute for translations that are on their way, and is then sent as it is, with
the original. It is sent when it is not quiet for its recipient, and tells nothing that he has read
or may not see any more.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone, translation

from accounts.models import Member
from accounts.queries import actor_for
from core import languages
from forum.actions.deliveries import (
    State,
    claim_deliveries,
    postpone,
    renew_deliveries,
    retry_later,
    settle,
)
from forum.actions.notification_settings import note_bounce
from forum.models import Notification, NotificationDelivery
from forum.notification_times import Habits, awake, planned
from forum.queries.notifications import habits_of, notifications_by_id
from frontend.notifications.channels import channel
from frontend.notifications.channels.base import (
    AddressGone,
    Channel,
    ChannelError,
    Message,
    Refused,
    TryLater,
)

logger = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=60)
"""How long a mail waits for missing translations."""
LOOK_AGAIN = timedelta(seconds=2)

Deliveries = list[NotificationDelivery]


_in_hand: set[int] = set()
"""What this process is sending right now (ids)."""


def deliver() -> int:
    """Send what is due next, of one member by one channel; how many notifications that were."""
    rows = claim_deliveries()
    ids = {row.pk for row in rows}
    _in_hand.update(ids)
    try:
        if rows:
            _deliver(rows)
    except Exception as error:  # one letter that cannot be written must not stop the others
        logger.exception("mail %s cannot be written", rows[0].message_id)
        retry_later(rows, reason=repr(error))
    finally:
        _in_hand.difference_update(ids)
    return len(rows)


def give_sign_of_life() -> None:
    """Keep what is in hand, however long its server takes."""
    if _in_hand:
        renew_deliveries(set(_in_hand))


def _deliver(rows: Deliveries) -> None:
    way = channel(rows[0].channel)
    member = Member.objects.filter(pk=rows[0].notification.member_id, is_active=True).first()
    address = way.address_of(member) if way and member else None
    if way is None or member is None or address is None:
        settle(rows, State.DROPPED, reason="no way to the member")
        return
    habits = habits_of([member])[member.pk]
    if _put_off(rows, habits):
        return
    rows, told = _still_wanted(rows, member, habits)
    if rows:
        _send(way, rows, told, member, address)


def _put_off(rows: Deliveries, habits: Habits) -> bool:
    """True where it has become quiet for the member."""
    now = timezone.now()
    due = awake(habits, now)
    if due > now:
        postpone(rows, due=due, reason="quiet hours", patient_until=None)
    return due > now


def _still_wanted(
    rows: Deliveries, member: Member, habits: Habits
) -> tuple[Deliveries, list[Notification]]:
    """What is still to be told; the rest is dropped."""
    visible = notifications_by_id(actor_for(member), [row.notification_id for row in rows])
    now = timezone.now()
    told = [
        each
        for each in visible
        if each.read is None and planned(habits, type=each.type, now=now, last_mail=None)
    ]
    ids = {each.pk for each in told}
    dropped = [row for row in rows if row.notification_id not in ids]
    if dropped:
        settle(dropped, State.DROPPED, reason="read, gone or not wanted")
    return [row for row in rows if row.notification_id in ids], told


def _send(
    way: Channel, rows: Deliveries, told: Sequence[Notification], member: Member, address: str
) -> None:
    code = member.reading_language
    with languages.using(code), translation.override(languages.interface_language(code)):
        message = way.compose(member, address, told, rows[0].message_id)
    if message.is_waiting and _is_patient(rows):
        return
    _hand_over(way, rows, message, member)


def _is_patient(rows: Deliveries) -> bool:
    """True where there is time left to wait for a translation; then it is tried again soon."""
    now = timezone.now()
    known = [row.patient_until for row in rows if row.patient_until]
    until = min(known, default=now + PATIENCE)
    if until <= now:
        return False
    due = min(now + LOOK_AGAIN, until)
    postpone(rows, due=due, reason="translation on its way", patient_until=until)
    return True


def _hand_over(way: Channel, rows: Deliveries, message: Message, member: Member) -> None:
    try:
        way.send(message)
    except TryLater as error:
        logger.warning("mail %s is sent later: %s", message.id, error)
        retry_later(rows, reason=str(error))
    except AddressGone as error:
        settle(rows, State.FAILED, reason=str(error))
        note_bounce(member=member, final=True)
    except Refused as error:
        logger.error("mail %s is refused: %s", message.id, error)
        settle(rows, State.FAILED, reason=str(error))
    except ChannelError as error:
        logger.exception("channel %s breaks its contract", way.alias)
        retry_later(rows, reason=str(error))
    else:
        settle(rows, State.SENT)
