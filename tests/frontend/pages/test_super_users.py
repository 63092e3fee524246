"""The operators' list of super-users, and the page on which a member accepts."""

import pytest

from accounts.actions import accept_code, appoint
from accounts.models import Appointment, Membership
from tests.builders import a_community, a_role
from tests.frontend.pages.conftest import see, text_of

LIST, OWN = "/en/c/lamps/super-users/", "/en/c/lamps/super-user/"


@pytest.fixture
def community(db):
    return a_community(slug="lamps", name="Lamps")


@pytest.fixture
def operator(community):
    return a_role(community, Membership.Role.OPERATOR)


@pytest.fixture
def member(community):
    return a_role(community)


@pytest.fixture
def appointment(community, operator, member):
    membership = Membership.objects.get(member=member.member, community=community)
    return appoint(actor=operator, membership=membership, languages=["de"])


def fresh(appointment):
    return Appointment.objects.get(pk=appointment.pk)


def wish(member, **fields):
    return {"username": member.member.username, "languages": ["de", "en"], **fields}


def test_operators_appoint_a_member_for_languages(signed_in, operator, member):
    client = signed_in(operator.member)
    assert "Nobody yet" in text_of(see(client, LIST))
    assert client.post(LIST, wish(member)).headers["Location"] == LIST
    page = text_of(see(client, LIST))
    assert member.member.username in page
    assert "Has not accepted the code of conduct yet" in page
    assert Appointment.objects.get().languages == ["de", "en"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"username": "nobody"}, "Nobody of this name takes part here."),
        ({"username": "a\0b"}, "Null characters are not allowed."),
        ({"username": ""}, "This field is required."),
        ({"languages": []}, "This field is required."),
        ({"languages": ["tlh"]}, "tlh"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(signed_in, operator, member, fields, told):
    answer = signed_in(operator.member).post(LIST, wish(member, **fields))
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not Appointment.objects.exists()


def test_nobody_is_appointed_twice(signed_in, operator, member, appointment):
    answer = signed_in(operator.member).post(LIST, wish(member))
    assert answer.status_code == 409
    assert "appointed already" in text_of(answer)


def test_operators_renew_and_end(signed_in, operator, appointment):
    client = signed_in(operator.member)
    Appointment.objects.update(ends=appointment.created)
    client.post(f"{LIST}{appointment.pk}/renew")
    assert fresh(appointment).ends > appointment.created
    client.post(f"{LIST}{appointment.pk}/end")
    assert fresh(appointment).ended
    assert client.post(f"{LIST}{appointment.pk}/end").status_code == 404
    assert client.post(f"{LIST}999999999999999/renew").status_code == 404


def test_the_list_is_for_operators(signed_in, visitor, community, appointment):
    agent = signed_in(a_role(community, Membership.Role.AGENT, level=5).member)
    paths = [LIST, f"{LIST}{appointment.pk}/renew", f"{LIST}{appointment.pk}/end"]
    assert agent.get(LIST).status_code == 403
    assert [agent.post(path).status_code for path in paths] == [403, 403, 403]
    assert visitor.get(LIST).status_code == 302
    assert fresh(appointment).ended is None


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    signed_in, community, operator, appointment, django_assert_max_num_queries
):
    for _ in range(5):
        membership = Membership.objects.get(member=a_role(community).id, community=community)
        appoint(actor=operator, membership=membership, languages=["de"])
        a_role(community, level=4)
    client = signed_in(operator.member)
    with django_assert_max_num_queries(9):
        see(client, LIST)


def test_a_member_reads_the_code_and_accepts(signed_in, member, appointment):
    client = signed_in(member.member)
    page = text_of(see(client, OWN))
    assert "Will you be a super-user?" in page
    assert "Be fair" in page
    assert client.post(OWN, {"do": "accept"}).headers["Location"] == OWN
    assert fresh(appointment).counts
    assert "You are a super-user" in text_of(see(client, OWN))


def test_a_member_says_no_or_steps_down(signed_in, member, appointment):
    accept_code(actor=member, appointment=appointment)
    client = signed_in(member.member)
    client.post(OWN, {"do": "leave"})
    assert fresh(appointment).ended
    assert client.get(OWN).status_code == 404


@pytest.mark.parametrize("do", ["", "nonsense", "accept\0"])
def test_an_unknown_button_does_nothing(signed_in, member, appointment, do):
    assert signed_in(member.member).post(OWN, {"do": do}).status_code == 422
    assert fresh(appointment).accepted is None


def test_who_is_not_appointed_finds_no_page(signed_in, visitor, operator, appointment):
    assert signed_in(operator.member).get(OWN).status_code == 404
    assert visitor.get(OWN).status_code == 302


def test_operators_are_led_to_the_list(signed_in, visitor, operator):
    assert f'href="{LIST}"' in see(signed_in(operator.member), "/en/c/lamps/").content.decode()
    assert f'href="{LIST}"' not in see(visitor, "/en/c/lamps/").content.decode()
