"""Guessing passwords: how failed attempts to sign in are counted, and when they are forgotten.

django-axes counts them in the database, by name and address together: somebody who guesses locks
out nobody else, neither the member, who comes from elsewhere, nor the others behind the same
address. What was typed is kept as a digest, because people type passwords into the wrong field.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any

from allauth.account.models import EmailAddress
from axes.helpers import get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Member
from accounts.names import name_key
from core.addresses import network_of

Attempts = Iterable[tuple[datetime, int]]
"""When a row of attempts was last added to, and how many it holds."""


def tried_name(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """What attempts are counted under: the same for the name and the addresses of one member,
    and for names that nobody has."""
    given = credentials or {}
    typed = str(given.get("username") or given.get("email") or "").strip()
    member = _member_of(typed) if typed.isprintable() else None
    return digest_of(member) if member else _digest(f"name:{name_key(typed)}")


def _member_of(typed: str) -> int | None:
    address = EmailAddress.objects.filter(email__iexact=typed).values("user")
    named = Q(username_key=name_key(typed)) | Q(pk__in=address)
    return Member.objects.filter(named).order_by("pk").values_list("pk", flat=True).first()


def digest_of(member_id: int) -> str:
    """What a member's attempts are counted under."""
    return _digest(f"member:{member_id}")


def _digest(name: str) -> str:
    return salted_hmac("accounts.sign_in", name.encode("utf-8", "replace")).hexdigest()


def tried_address(request: HttpRequest) -> str | None:
    """Where an attempt came from: an address, of IPv6 the network that one household has."""
    network = network_of(str(request.META.get("REMOTE_ADDR", ""))).partition("/")[0]
    try:
        return str(ip_address(network))
    except ValueError:  # a Unix socket
        return None


def locked_until(request: HttpRequest, credentials: Mapping[str, Any] | None) -> datetime:
    """When whoever is locked out may try again."""
    rows = AccessAttempt.objects.filter(
        username=tried_name(request, credentials), ip_address=tried_address(request)
    )
    pause = get_cool_off(request) or timedelta()
    attempts = rows.values_list("attempt_time", "failures_since_start")
    most = get_failure_limit(request, credentials)
    return unlocked_at(attempts, pause=pause, most=most, now=timezone.now())


def unlocked_at(attempts: Attempts, *, pause: timedelta, most: int, now: datetime) -> datetime:
    """The moment from which fewer than `most` attempts are younger than `pause`; `now` where that
    is so already."""
    counted = sorted((at, count) for at, count in attempts if at + pause > now)
    left = sum(count for _at, count in counted)
    until = now
    for at, count in counted:
        if left < most:
            break
        until, left = at + pause, left - count
    return until


def forgive(member: Member) -> int:
    """Forget the failed attempts of who proved himself in another way; how many rows."""
    return AccessAttempt.objects.filter(username=digest_of(member.pk)).delete()[0]


def sweep_attempts() -> int:
    """Forget attempts that count no longer; how many rows those were."""
    pause: timedelta = settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - pause).delete()[0]
