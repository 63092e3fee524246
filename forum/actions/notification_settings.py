"""How a member wants to be told, and addresses that take no mail any more."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.permissions import Actor
from core.errors import InvalidInput
from forum.actions.checks import check_member
from forum.actions.telling import News, tell
from forum.models import Notification, NotificationDelivery, NotificationSettings
from forum.notification_times import planned
from forum.queries.notifications import habits, last_mails

HOURS = 24
BOUNCES_MAX = 5
"""So many refusals in a row that might have passed are believed to be final."""
Mail = NotificationSettings.Mail
State = NotificationDelivery.State


@transaction.atomic
def change_notification_settings(
    *,
    actor: Actor,
    mail: str,
    quiet_from: int | None,
    quiet_until: int | None,
    types_off: Collection[str],
) -> NotificationSettings:
    """Store how the actor wants to be told; mails that wait follow it. Raises NotSignedIn and
    InvalidInput with the fields that are wrong."""
    member = check_member(actor)
    if mail not in Mail.values:
        raise InvalidInput(fields={"mail": _("Choose one of these.")})
    _check_hours(quiet_from, quiet_until)
    if not set(types_off) <= set(Notification.Type.values):
        raise InvalidInput(fields={"types_off": _("Choose one of these.")})
    row = _locked(member)
    row.mail, row.types_off = mail, sorted(types_off)
    row.quiet_from, row.quiet_until = quiet_from, quiet_until
    row.save()
    _plan_again(member, row)
    return row


def _check_hours(begin: int | None, end: int | None) -> None:
    if (begin is None) != (end is None) or (begin is not None and begin == end):
        raise InvalidInput(
            fields={"quiet_until": _("Quiet hours have a beginning and another end.")}
        )
    for hour in (begin, end):
        if hour is not None and not 0 <= hour < HOURS:
            raise InvalidInput(fields={"quiet_from": _("Choose an hour of the day.")})


def _locked(member: Member) -> NotificationSettings:
    NotificationSettings.objects.get_or_create(member=member)
    return NotificationSettings.objects.select_for_update().get(member=member)


def _plan_again(member: Member, row: NotificationSettings) -> None:
    """Deliveries that wait go the way the member wants now, or none."""
    now, wishes = timezone.now(), habits(member, row)
    last_mail = last_mails([member.pk], now=now).get(member.pk)
    waiting = NotificationDelivery.objects.select_for_update().filter(
        notification__member=member, state=State.WAITING
    )
    for delivery in waiting.select_related("notification"):
        of_type = delivery.notification.type
        plan = planned(wishes, type=of_type, now=now, last_mail=last_mail)
        if plan is None:
            delivery.state, delivery.reason = State.DROPPED, "not wanted"
        else:
            delivery.channel, delivery.due = plan
        delivery.save(update_fields=["state", "reason", "channel", "due", "changed"])


@transaction.atomic
def stop_mail(*, member: Member, type: str = "") -> NotificationSettings:
    """Send the member no mail any more, or none of one type. Twice is once."""
    row = _locked(member)
    if type in Notification.Type.values:
        row.types_off = sorted({*row.types_off, type})
    else:
        row.mail = Mail.OFF
    row.save(update_fields=["mail", "types_off"])
    _plan_again(member, row)
    return row


@transaction.atomic
def note_bounce(*, member: Member, final: bool) -> NotificationSettings:
    """The member's address refused a mail: for good (`final`), or perhaps not.

    After a final refusal, or `BOUNCES_MAX` others in a row, no mail is sent until the member asks
    for it, and he is told so here.
    """
    row = _locked(member)
    row.bounces += 1
    stops = row.bounced is None and (final or row.bounces >= BOUNCES_MAX)
    if stops:
        row.bounced = timezone.now()
    # Stored before anything is told, so that this is told by no mail.
    row.save(update_fields=["bounces", "bounced"])
    if stops:
        news = News(key=f"mail_stopped:{row.bounced:%Y-%m-%dT%H:%M:%S}")
        tell(news=news, members=[member], types={member.pk: Notification.Type.MAIL_STOPPED})
        _plan_again(member, row)
    return row


@transaction.atomic
def try_mail_again(*, actor: Actor) -> NotificationSettings:
    """Believe the member that his address takes mail (again). Raises NotSignedIn."""
    row = _locked(check_member(actor))
    row.bounces, row.bounced = 0, None
    row.save(update_fields=["bounces", "bounced"])
    return row
