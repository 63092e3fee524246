"""Super-users: appointed, accepting, renewed, ended; and what follows from it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import accept_code, appoint, end_appointment, renew_appointment
from accounts.actions.appointments import end_due_appointments, remind_of_ends
from accounts.appointment_errors import AppointedAlready, AppointmentOver, NotAppointable
from accounts.appointments import appointment_for, appointments_in, own_appointment
from accounts.models import Appointment, AuditEntry, Membership
from accounts.models.appointment import TERM
from accounts.permissions import VISITOR
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn
from core.models import Outbox
from tests.builders import a_community, a_role

pytestmark = pytest.mark.django_db

Role, State = Membership.Role, Membership.State


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def operator(community):
    return a_role(community, Role.OPERATOR)


@pytest.fixture
def member(community):
    return a_role(community)


@pytest.fixture
def appointment(community, operator, member):
    return appoint(actor=operator, membership=place(member, community), languages=["de", "en"])


def place(actor, community):
    return Membership.objects.get(member=actor.member, community=community)


def moderated(actor, community):
    return place(actor, community).moderated_languages


def news():
    rows = Outbox.objects.filter(name="accounts.appointment_changed").order_by("id")
    return [row.payload["what"] for row in rows]


def ending(appointment, **within):
    ends = timezone.now() + timedelta(**within)
    Appointment.objects.filter(pk=appointment.pk).update(ends=ends)


def test_an_appointment_counts_once_its_member_accepts_the_code(community, member, appointment):
    assert moderated(member, community) == []
    accept_code(actor=member, appointment=appointment)
    assert moderated(member, community) == ["de", "en"]
    assert appointment.ends - timezone.now() > TERM - timedelta(minutes=1)


def test_accepting_twice_is_accepting_once(member, appointment):
    for _ in "ab":
        accept_code(actor=member, appointment=appointment)
    verbs = AuditEntry.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["superuser.appointed", "superuser.accepted"]
    assert news() == ["appointed", "accepted"]


def test_nobody_accepts_for_somebody_else(operator, appointment):
    with pytest.raises(NotFound):
        accept_code(actor=operator, appointment=appointment)


@pytest.mark.parametrize("state", [State.PAUSED, State.BANNED])
def test_who_is_paused_accepts_nothing(community, member, appointment, state):
    membership = place(member, community)
    membership.state = state
    membership.save()
    with pytest.raises(NotPermitted):
        accept_code(
            actor=replace(member, memberships={community.pk: membership}), appointment=appointment
        )


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AGENT])
def test_only_operators_appoint(community, member, role):
    with pytest.raises(NotPermitted):
        appoint(
            actor=a_role(community, role, level=5),
            membership=place(member, community),
            languages=["de"],
        )
    with pytest.raises(NotSignedIn):
        appoint(actor=VISITOR, membership=place(member, community), languages=["de"])


def test_a_token_appoints_only_with_the_scope_for_it(community, operator, member):
    narrow = replace(operator, scopes=frozenset({"read", "write"}))
    with pytest.raises(NotPermitted):
        appoint(actor=narrow, membership=place(member, community), languages=["de"])


def test_an_operator_of_another_community_appoints_nobody_here(community, member):
    stranger = a_role(a_community(), Role.OPERATOR)
    with pytest.raises(NotPermitted):
        appoint(actor=stranger, membership=place(member, community), languages=["de"])


@pytest.mark.parametrize(
    "fields", [{"role": Role.AGENT}, {"state": State.PAUSED}, {"state": State.BANNED}]
)
def test_staff_and_who_may_not_write_are_not_appointed(community, operator, fields):
    somebody = a_role(community, **fields)
    with pytest.raises(NotAppointable):
        appoint(actor=operator, membership=place(somebody, community), languages=["de"])


@pytest.mark.parametrize("codes", [[], ["tlh"], ["de", "nonsense"], ["\0"], ["\ud800"]])
def test_languages_are_those_that_are_offered(community, operator, member, codes):
    with pytest.raises(InvalidInput) as caught:
        appoint(actor=operator, membership=place(member, community), languages=codes)
    assert caught.value.fields.keys() == {"languages"}


def test_nobody_is_appointed_twice_at_a_time(community, operator, member, appointment):
    with pytest.raises(AppointedAlready):
        appoint(actor=operator, membership=place(member, community), languages=["fr"])
    end_appointment(actor=operator, appointment=appointment)
    appoint(actor=operator, membership=place(member, community), languages=["fr"])


def test_renewing_counts_from_now_and_may_change_the_languages(
    community, operator, member, appointment
):
    accept_code(actor=member, appointment=appointment)
    ending(appointment, days=3)
    renewed = renew_appointment(actor=operator, appointment=appointment, languages=["fr"])
    assert renewed.ends - timezone.now() > TERM - timedelta(minutes=1)
    assert moderated(member, community) == ["fr"]
    with pytest.raises(NotPermitted):
        renew_appointment(actor=member, appointment=appointment)


def test_members_may_step_down(community, member, appointment):
    accept_code(actor=member, appointment=appointment)
    end_appointment(actor=member, appointment=appointment)
    assert moderated(member, community) == []
    for act in (accept_code, end_appointment):
        with pytest.raises(AppointmentOver):
            act(actor=member, appointment=appointment)


def test_others_end_no_appointment(community, appointment):
    with pytest.raises(NotPermitted):
        end_appointment(actor=a_role(community, Role.AGENT), appointment=appointment)


def test_an_appointment_ends_by_itself(community, member, appointment):
    accept_code(actor=member, appointment=appointment)
    assert end_due_appointments() == 0
    ending(appointment, days=0)
    assert [end_due_appointments() for _ in "ab"] == [1, 0]
    assert moderated(member, community) == []
    entry = AuditEntry.objects.latest("id")
    assert (entry.verb, entry.automatic) == ("superuser.ended", True)


def test_before_its_end_its_member_is_reminded_once(operator, appointment):
    assert remind_of_ends() == 0
    ending(appointment, days=13)
    assert [remind_of_ends() for _ in "ab"] == [1, 0]
    renew_appointment(actor=operator, appointment=appointment)
    ending(appointment, days=12)
    assert remind_of_ends() == 1
    assert news() == ["appointed", "ends_soon", "renewed", "ends_soon"]


def test_operators_see_the_appointments_of_their_community(community, operator, appointment):
    assert [row.pk for row in appointments_in(operator, community)] == [appointment.pk]
    assert appointment_for(operator, community, appointment.pk) == appointment
    with pytest.raises(NotFound):
        appointment_for(operator, community, 2**40)
    with pytest.raises(NotPermitted):
        appointments_in(a_role(community, Role.AGENT), community)
    other = a_role(a_community(), Role.OPERATOR)
    with pytest.raises(NotPermitted):
        appointment_for(other, community, appointment.pk)


def test_everybody_finds_his_own_appointment_only(community, member, operator, appointment):
    assert own_appointment(member, community) == appointment
    for actor in (operator, VISITOR):
        with pytest.raises(NotFound):
            own_appointment(actor, community)
