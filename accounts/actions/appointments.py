"""Super-users: appointed by operators for languages, six months at a time.

An appointment counts once its member has accepted the code of conduct. Whatever happens to it,
the membership's `moderated_languages` follow in the same transaction, and level 5 goes with them.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import record
from accounts.actions.levels import locked_membership, set_level
from accounts.appointment_errors import AppointedAlready, AppointmentOver, NotAppointable
from accounts.events import AppointmentChanged
from accounts.models import Appointment, Member, Membership
from accounts.models.appointment import TERM
from accounts.permissions import Actor, Privilege, allowed, require
from core import languages as known
from core.errors import InvalidInput, LingoraError, NotFound, NotPermitted
from core.events import publish

REMIND_BEFORE = timedelta(days=14)
LEVEL = 5
"""What an appointment is a condition of."""


@transaction.atomic
def appoint(*, actor: Actor, membership: Membership, languages: Sequence[str]) -> Appointment:
    """Appoint a member as a super-user for `languages`. It counts once he accepts the code.

    Raises NotSignedIn, NotPermitted, NotAppointable, AppointedAlready and InvalidInput (`fields`:
    languages).
    """
    require(actor, Privilege.APPOINT, membership.community)
    wanted = _checked(languages)
    membership = locked_membership(membership.pk)
    if membership.role != Membership.Role.MEMBER or membership.member.is_superuser:
        raise NotAppointable
    if membership.present_state != Membership.State.ACTIVE or not membership.member.is_active:
        raise NotAppointable
    if membership.appointments.filter(ended=None).exists():
        raise AppointedAlready
    appointment = Appointment.objects.create(
        membership=membership,
        languages=wanted,
        appointed_by=actor.member,
        ends=timezone.now() + TERM,
    )
    _follow(appointment, membership, "superuser.appointed", actor.member)
    return appointment


@transaction.atomic
def accept_code(*, actor: Actor, appointment: Appointment) -> Appointment:
    """Accept the code of conduct, as the member who is appointed; twice is once.

    Raises NotFound (also to others), NotPermitted and AppointmentOver.
    """
    appointment, membership = _running(appointment)
    if actor.id is None or membership.member_id != actor.id:
        raise NotFound
    if not allowed(actor, Privilege.ANSWER, membership.community):
        raise NotPermitted
    if appointment.accepted is None:
        appointment.accepted = timezone.now()
        appointment.save(update_fields=["accepted"])
        _follow(appointment, membership, "superuser.accepted", actor.member)
    return appointment


@transaction.atomic
def renew_appointment(
    *, actor: Actor, appointment: Appointment, languages: Sequence[str] | None = None
) -> Appointment:
    """Let an appointment hold for six months from now, for other `languages` where some are given.

    Raises NotSignedIn, NotPermitted, AppointmentOver and InvalidInput (`fields`: languages).
    """
    require(actor, Privilege.APPOINT, appointment.membership.community)
    appointment, membership = _running(appointment)
    if languages is not None:
        appointment.languages = _checked(languages)
    appointment.ends = timezone.now() + TERM
    appointment.save(update_fields=["languages", "ends"])
    _follow(appointment, membership, "superuser.renewed", actor.member)
    return appointment


@transaction.atomic
def end_appointment(*, actor: Actor, appointment: Appointment) -> Appointment:
    """End an appointment now: as an operator, or as the member who steps down.

    Raises NotSignedIn, NotPermitted and AppointmentOver.
    """
    if actor.id is None or appointment.membership.member_id != actor.id:
        require(actor, Privilege.APPOINT, appointment.membership.community)
    appointment, membership = _running(appointment)
    _end(appointment, membership, actor.member)
    return appointment


def end_due_appointments() -> int:
    """End the appointments whose time is over; how many those were."""
    due = Appointment.objects.filter(ended=None, ends__lte=timezone.now())
    return sum(_end_due(row) for row in due)


@transaction.atomic
def _end_due(appointment: Appointment) -> bool:
    try:
        appointment, membership = _running(appointment)
    except AppointmentOver:
        return False
    if appointment.ends > timezone.now():  # renewed meanwhile
        return False
    _end(appointment, membership, None)
    return True


def remind_of_ends() -> int:
    """Say once for each end that it is near; how many appointments that were."""
    soon = timezone.now() + REMIND_BEFORE
    rows = Appointment.objects.filter(ended=None, ends__lte=soon)
    return sum(_remind(row) for row in rows)


@transaction.atomic
def _remind(appointment: Appointment) -> bool:
    rows = Appointment.objects.filter(pk=appointment.pk, ended=None, ends=appointment.ends)
    if not rows.exclude(reminded=appointment.ends).update(reminded=appointment.ends):
        return False
    _tell(appointment, "ends_soon")
    return True


def _checked(languages: Sequence[str]) -> list[str]:
    """Languages that are offered here, each once. Raises InvalidInput."""
    try:
        wanted = sorted({known.canonical(code) for code in languages})
    except LingoraError:
        wanted = []
    if not wanted or not all(map(known.is_offered, wanted)):
        raise InvalidInput(fields={"languages": _("Choose the languages to moderate.")})
    return wanted


def _running(appointment: Appointment) -> tuple[Appointment, Membership]:
    """An appointment as it stands, with its membership held. Raises AppointmentOver."""
    membership = locked_membership(appointment.membership_id)
    present = Appointment.objects.filter(pk=appointment.pk, ended=None).first()
    if present is None:
        raise AppointmentOver
    present.membership = membership
    return present, membership


def _end(appointment: Appointment, membership: Membership, by: Member | None) -> None:
    appointment.ended = timezone.now()
    appointment.save(update_fields=["ended"])
    _follow(appointment, membership, "superuser.ended", by)


def _follow(appointment: Appointment, membership: Membership, verb: str, by: Member | None) -> None:
    """Write down what was decided, and let the membership say what follows from it."""
    before = list(membership.moderated_languages)
    after = appointment.languages if appointment.counts else []
    if after != before:
        membership.moderated_languages = after
        membership.save(update_fields=["moderated_languages"])
    if appointment.ended is not None and membership.level == LEVEL:
        # Powers over others end at once; no grace.
        set_level(membership=membership, level=LEVEL - 1, reason="appointment_ended")
    record(
        community=membership.community,
        actor=by,
        verb=verb,
        subject=("appointment", appointment.pk),
        member=membership.member,
        before={"languages": before},
        after={"languages": after, "ends": appointment.ends.isoformat()},
    )
    _tell(appointment, verb.removeprefix("superuser."))


def _tell(appointment: Appointment, what: str) -> None:
    publish(AppointmentChanged(appointment_id=appointment.pk, what=what))
