"""Claims that wait, and members whose votes wait."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Member
from reputation.models import Claim
from reputation.rules import NEW_ACCOUNT


def is_new(member: Member | None, *, at: datetime) -> bool:
    """True for accounts that were younger than two days then."""
    return member is not None and member.date_joined > at - NEW_ACCOUNT


def voter_of(member_id: int, *, at: datetime) -> tuple[Member | None, bool]:
    """Who votes, and whether his votes wait: those of unverified or new accounts."""
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    member = Member.objects.annotate(known=Exists(verified)).filter(pk=member_id).first()
    return member, member is None or is_new(member, at=at) or not member.known


def waiting_until_now() -> "QuerySet[Claim]":
    """Claims whose time has come, and votes of members who have been verified since."""
    now = timezone.now()
    known = Member.objects.filter(
        emailaddress__verified=True, is_active=True, date_joined__lte=now - NEW_ACCOUNT
    )
    voted = Q(hold=Claim.Hold.PENDING, giver__in=known.values("pk"))
    rows = Claim.objects.exclude(hold="").filter(released=False, voided=False, ended=None)
    return rows.filter(Q(due__lte=now) | voted).order_by("due", "pk")
