"""What may be asked about super-users: who they are, and what of that is whose to see."""

from django.db.models import QuerySet

from accounts.models import Appointment, Community
from accounts.permissions import Actor, Privilege, require
from core.errors import NotFound


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


def _rows() -> "QuerySet[Appointment]":
    return Appointment.objects.select_related(
        "membership__member", "membership__community", "appointed_by"
    )
