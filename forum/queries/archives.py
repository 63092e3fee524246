"""The files with everything of a member's, for that member alone."""

from uuid import UUID

from django.utils import timezone

from accounts.permissions import Actor
from core.errors import NotFound, NotSignedIn
from forum.models import MemberExport


def exports_of(actor: Actor) -> list[MemberExport]:
    """The member's own files that are there or being made, newest first. Raises NotSignedIn."""
    if actor.member is None:
        raise NotSignedIn
    rows = MemberExport.objects.filter(member=actor.member).exclude(expires__lt=timezone.now())
    return list(rows.order_by("-requested"))


def export_for(actor: Actor, export_id: UUID) -> MemberExport:
    """A file of the actor's own that is ready and has not expired. Raises NotSignedIn and
    NotFound."""
    for row in exports_of(actor):
        if row.pk == export_id and row.state == MemberExport.State.READY:
            return row
    raise NotFound
