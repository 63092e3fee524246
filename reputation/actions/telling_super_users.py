"""Telling members what becomes of their appointment as super-users."""

from django.db import transaction

from accounts.models import Appointment
from forum.actions.telling import News, tell
from forum.models import Notification

TOLD = frozenset({"appointed", "renewed", "ended", "ends_soon"})
"""What members hear of; that they accepted the code of conduct they know."""


@transaction.atomic
def tell_of_appointment(*, appointment_id: int, what: str) -> None:
    """Tell a member once that he was appointed or renewed, or that it ends or ended."""
    rows = Appointment.objects.select_related("membership__member", "membership__community")
    row = rows.filter(pk=appointment_id).first()
    if row is None or what not in TOLD:
        return
    member, community = row.membership.member, row.membership.community
    news = News(
        key=f"appointment:{row.pk}:{what}:{row.ends:%Y-%m-%d}",
        data={
            "appointment": what,
            "community": community.slug,
            "place": community.name,
            "ends": row.ends.isoformat(),
        },
    )
    tell(news=news, members=[member], types={member.pk: Notification.Type.LEVEL})
