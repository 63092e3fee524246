from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from accounts.models import Member
from accounts.permissions import Privilege, allowed
from accounts.queries import actor_for_token
from tests.builders import a_community, a_member

pytestmark = pytest.mark.django_db


def create_token(*arguments: str) -> str:
    out = StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue()


def test_a_token_stands_for_its_member():
    member = a_member()
    actor = actor_for_token(create_token(member.username).strip())
    assert actor and actor.member == member


def test_nothing_but_the_token_is_printed():
    assert len(create_token(a_member().username).split()) == 1


def test_create_makes_a_member_with_a_verified_address_and_a_language():
    create_token("newcomer", "--create", "--language", "pt_br")
    assert Member.objects.get(username="newcomer").reading_language == "pt-BR"
    assert EmailAddress.objects.get(user__username="newcomer").verified


def test_without_create_an_unknown_member_is_an_error():
    with pytest.raises(CommandError, match="nobody"):
        create_token("nobody")


def test_level_is_granted_in_every_community():
    community = a_community()
    actor = actor_for_token(create_token("helper", "--create", "--level", "4").strip())
    assert actor and allowed(actor, Privilege.EDIT_OTHERS, community)


@pytest.mark.parametrize("scopes", ["", "fly", "read,fly"])
def test_unknown_scopes_are_refused(scopes):
    with pytest.raises(CommandError):
        create_token(a_member().username, "--scopes", scopes)


def test_a_token_of_an_inactive_member_stands_for_nobody():
    member = a_member()
    raw = create_token(member.username).strip()
    Member.objects.filter(pk=member.pk).update(is_active=False)
    assert actor_for_token(raw) is None


def test_an_unknown_token_stands_for_nobody():
    assert actor_for_token("lingora_guess") is None
