"""What levels hear of the news: credit that may raise one, and appointments. Each calls actions."""

from accounts.events import AppointmentChanged
from accounts.models import Appointment
from core.events import receiver
from reputation.actions.leveling import look_for_rise
from reputation.actions.telling_super_users import tell_of_appointment
from reputation.events import CreditBooked


@receiver(CreditBooked)
def look_at_level(news: CreditBooked) -> None:
    look_for_rise(member_id=news.member_id, community_id=news.community_id)


@receiver(AppointmentChanged)
def follow_appointment(news: AppointmentChanged) -> None:
    tell_of_appointment(appointment_id=news.appointment_id, what=news.what)
    places = Appointment.objects.filter(pk=news.appointment_id)
    for member, community in places.values_list("membership__member", "membership__community"):
        look_for_rise(member_id=member, community_id=community)
