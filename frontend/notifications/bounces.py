"""What mail providers tell of addresses: django-anymail turns their calls into a signal."""

import logging
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver

from accounts.queries import members_with_address
from forum.actions.notification_settings import note_bounce, stop_mail

logger = logging.getLogger(__name__)

FINAL = frozenset({RejectReason.INVALID, RejectReason.BOUNCED})
"""Reasons for which a provider will not try this address again."""


@receiver(tracking)
def hear_of_mail(event: AnymailTrackingEvent, **_signal: Any) -> None:
    """Note a bounce; a complaint or a wish to hear no more stops all mail."""
    address = event.recipient or ""
    if event.event_type in {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}:
        final = event.event_type != EventType.FAILED and event.reject_reason in FINAL
        bounced(address, final=final)
    elif event.event_type in {EventType.COMPLAINED, EventType.UNSUBSCRIBED}:
        for member in members_with_address(address):
            stop_mail(member=member)


def bounced(address: str, *, final: bool) -> int:
    """A mail came back from `address`; how many members that concerns."""
    found = members_with_address(address)
    for member in found:
        note_bounce(member=member, final=final)
    logger.warning("mail to %d members came back (final: %s)", len(found), final)
    return len(found)
