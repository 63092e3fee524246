"""Claims that wait, and members whose votes wait."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Member
from accounts.queries import verified_address
from reputation.models import Claim
from reputation.rules import NEW_ACCOUNT


def is_new(member: Member | None, *, at: datetime) -> bool:
    """True for accounts that were younger than two days then."""
    return member is not None and member.date_joined > at - NEW_ACCOUNT


def votes_wait(member: Member | None, *, at: datetime) -> bool:
    """True where the votes a member casts do not count at once: unverified or new accounts."""
    return member is None or is_new(member, at=at) or verified_address(member) is None


def waiting_until_now() -> "QuerySet[Claim]":
    """Claims whose time has come, and votes of members who have been verified since."""
    now = timezone.now()
    known = Member.objects.filter(
        emailaddress__verified=True, is_active=True, date_joined__lte=now - NEW_ACCOUNT
    )
    voted = Q(hold=Claim.Hold.PENDING, giver__in=known.values("pk"))
    rows = Claim.objects.exclude(hold="").filter(released=False, voided=False, ended=None)
    return rows.filter(Q(due__lte=now) | voted).order_by("due", "pk")
