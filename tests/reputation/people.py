"""Members whose credit counts at once, and what they have earned."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions import grant_level
from accounts.models import Member
from accounts.permissions import Actor
from accounts.queries import actor_for
from core.events import Told, receivers_of, restore, tell
from core.models import Outbox
from reputation.models import Balance, LedgerRow
from tests.builders import a_member


def a_known_member(language: str = "en", *, days: int = 100, **fields: Any) -> Member:
    """A member with a verified address who joined `days` ago."""
    joined = timezone.now() - timedelta(days=days)
    member = a_member(language, date_joined=joined, **fields)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def somebody(language: str = "en", *, level: int = 0, **fields: Any) -> Actor:
    """Such a member as an actor, with `level` in every community there is."""
    member = a_known_member(language, **fields)
    if level:
        grant_level(member=member, level=level, reason="test")
    return actor_for(member)


def tell_all() -> None:
    """Let reputation hear all news, and what follows from it, as the outbox would tell it; what
    others do about them is tested elsewhere, and costs most of the time."""
    while rows := list(Outbox.objects.filter(done=None).order_by("pk")):
        for row in rows:
            _tell(row)
        Outbox.objects.filter(pk__in=[row.pk for row in rows]).update(done=timezone.now())


def _tell(row: Outbox) -> None:
    news = restore(row.name, row.payload)
    for name, function in receivers_of(row.name).items():
        if name.startswith("reputation."):
            tell(name, function, news, Told(row.pk, row.created))


def points(who: Actor | Member) -> int:
    """What a member has earned, in all communities."""
    member = who.member if isinstance(who, Actor) else who
    found = Balance.objects.filter(membership__member=member)
    return sum(found.values_list("points", flat=True))


def lines(who: Actor, *codes: str) -> list[tuple[str, int, str]]:
    """Code, points and state of a member's ledger rows."""
    rows = LedgerRow.objects.filter(member=who.member).order_by("id")
    found = rows.values_list("code", "applied", "state")
    return [row for row in found if not codes or row[0] in codes]
