"""What is said about appointments that cannot be, below `core.errors`."""

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, InvalidInput


class NotAppointable(InvalidInput):
    """Staff have the powers of super-users by their role; who is paused or banned gets none."""

    code = "not_appointable"
    message = _("Only active members who are no staff can be appointed.")


class AppointedAlready(Conflict):
    code = "appointed_already"
    message = _("This member is appointed already. Renew or end the appointment instead.")


class AppointmentOver(Conflict):
    code = "appointment_over"
    message = _("This appointment is over already.")
