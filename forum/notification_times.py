"""When a member is written to: quiet hours, digests, mails that are gathered. Pure.

Hours are whole hours on the member's own clock. Where the clock is put forward over an hour, what
would come then comes at once after it; where it is put back, at the first of both.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forum.models import Notification, NotificationDelivery, NotificationSettings

Channel = NotificationDelivery.Channel
Mail = NotificationSettings.Mail

DIGEST_HOUR = 8
"""When digests are sent, unless it is quiet then."""
MONDAY = 0
GATHERED_FOR = timedelta(minutes=5)
"""After a mail, what comes within this time is sent together."""
AT_FIRST = timedelta(seconds=15)
"""How long a mail waits in any case: for what comes at once, and for who reads it in the bell."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a member wants to be written to; the defaults are those of who never said."""

    mail: str = Mail.SINGLE
    quiet_from: int | None = None
    quiet_until: int | None = None
    types_off: frozenset[str] = frozenset()
    reachable: bool = True
    zone: str = "UTC"


def planned(
    habits: Habits, *, type: str, now: datetime, last_mail: datetime | None
) -> tuple[Channel, datetime] | None:
    """The channel for a notification and when it is due; None where it is told in app only.

    Votes are summed up by the day, so they wait for the hour of the digests in any case.
    """
    if habits.mail == Mail.OFF or type in habits.types_off or not habits.reachable:
        return None
    if habits.mail != Mail.SINGLE:
        return Channel.DIGEST, next_digest(habits, now)
    if type == Notification.Type.VOTES:
        return Channel.MAIL, next_digest(habits, now)
    gathered = last_mail + GATHERED_FOR if last_mail else now
    return Channel.MAIL, awake(habits, max(now + AT_FIRST, gathered))


def next_digest(habits: Habits, now: datetime) -> datetime:
    """The next hour of digests after `now`: of the next day, or of the next Monday."""
    zone = zone_of(habits.zone)
    day = now.astimezone(zone).date()
    while _at(day, DIGEST_HOUR, zone) <= now or not _is_day(habits, day):
        day += timedelta(days=1)
    return awake(habits, _at(day, DIGEST_HOUR, zone))


def _is_day(habits: Habits, day: date) -> bool:
    return habits.mail != Mail.WEEKLY or day.weekday() == MONDAY


def awake(habits: Habits, moment: datetime) -> datetime:
    """`moment` itself, or the end of the quiet hours in which it lies."""
    begin, end = habits.quiet_from, habits.quiet_until
    if begin is None or end is None or begin == end:
        return moment
    zone = zone_of(habits.zone)
    local = moment.astimezone(zone)
    over_midnight = begin > end
    late = local.hour >= begin
    quiet = (late or local.hour < end) if over_midnight else (late and local.hour < end)
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1 if over_midnight and late else 0)
    return max(moment, _at(day, end, zone))


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def zone_of(name: str) -> ZoneInfo:
    """The time zone of a name; UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
