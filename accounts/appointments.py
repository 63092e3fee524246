"""What may be asked about super-users: who they are, and what of that is whose to see."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Appointment, Community, Membership
from accounts.permissions import Actor, Privilege, require
from core.errors import InvalidInput, NotFound

SUITED_LEVEL = 4
SUITED_MOST = 20


def appointments_in(actor: Actor, community: Community) -> "QuerySet[Appointment]":
    """The running appointments of a community, those that end first first. Raises NotSignedIn and
    NotPermitted."""
    require(actor, Privilege.APPOINT, community)
    rows = _rows().filter(membership__community=community, ended=None)
    return rows.order_by("ends", "pk")


def appointment_for(actor: Actor, community: Community, appointment_id: int) -> Appointment:
    """A running appointment, for operators. Raises NotFound, NotSignedIn and NotPermitted."""
    row = appointments_in(actor, community).filter(pk=appointment_id).first()
    if row is None:
        raise NotFound
    return row


def own_appointment(actor: Actor, community: Community) -> Appointment:
    """The running appointment of the member himself. Raises NotFound."""
    rows = _rows().filter(membership__community=community, membership__member=actor.member)
    row = rows.filter(ended=None).first() if actor.member else None
    if row is None:
        raise NotFound
    return row


def membership_named(community: Community, username: str) -> Membership:
    """The place of an active member in a community. Raises InvalidInput (`fields`: username)."""
    rows = Membership.objects.select_related("member", "community")
    found = rows.filter(community=community, member__is_active=True)
    membership = None if "\0" in username else found.filter(member__username=username).first()
    if membership is None:
        raise InvalidInput(fields={"username": _("Nobody of this name takes part here.")})
    return membership


def suited_in(community: Community) -> list[Membership]:
    """Members of the level below, who are not appointed: whom operators might think of."""
    rows = Membership.objects.select_related("member").filter(
        community=community,
        level__gte=SUITED_LEVEL,
        role=Membership.Role.MEMBER,
        state=Membership.State.ACTIVE,
        member__is_active=True,
    )
    running = Appointment.objects.filter(ended=None).values("membership")
    return list(rows.exclude(pk__in=running).order_by("-level", "joined", "pk")[:SUITED_MOST])


def _rows() -> "QuerySet[Appointment]":
    return Appointment.objects.select_related(
        "membership__member", "membership__community", "appointed_by"
    )
