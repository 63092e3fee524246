"""A user name is one person's, in every spelling and for ever."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import rename
from accounts.actions.deletion import delete_member, request_deletion
from accounts.models import FormerName, Member
from accounts.queries import actor_for, member_references
from accounts.standing import is_taken, present_name
from core.errors import InvalidInput, NotSignedIn
from tests.builders import a_member, an_actor

pytestmark = pytest.mark.django_db


def long_ago(member: Member) -> None:
    """Let all renaming of a member have been long ago."""
    FormerName.objects.filter(member=member).update(changed=timezone.now() - timedelta(days=31))


def test_the_old_name_leads_to_the_new_one():
    actor = an_actor(username="lena")
    rename(actor=actor, username="magdalena")
    assert present_name("lena") == "magdalena"
    assert present_name("LENA") == "magdalena"


def test_mentions_of_the_old_name_lead_to_the_member():
    actor = an_actor(username="lena")
    rename(actor=actor, username="magdalena")
    assert set(member_references(["lena"]).values()) == {"/en/m/magdalena/"}


def test_a_name_nobody_had_leads_nowhere():
    assert present_name("nobody") is None
    assert present_name("no\0body") is None


def test_nobody_takes_a_former_name():
    rename(actor=an_actor(username="lena"), username="magdalena")
    with pytest.raises(InvalidInput) as refused:
        rename(actor=an_actor(), username="Lena")
    assert "username" in refused.value.fields


@pytest.mark.parametrize("spelling", ["STRASSE", "straße", "ＳＴＲＡＳＳＥ", "Straße"])
def test_no_spelling_of_a_name_is_free(spelling):
    a_member(username="Strasse")
    with pytest.raises(InvalidInput):
        rename(actor=an_actor(), username=spelling)


def test_the_database_refuses_two_spellings_too():
    a_member(username="lena")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_member(username="LENA")
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.bulk_create([Member(username="Lena")])


def test_once_in_thirty_days():
    actor = an_actor(username="lena")
    rename(actor=actor, username="magdalena")
    with pytest.raises(InvalidInput):
        rename(actor=actor, username="magda")
    long_ago(actor.member)
    assert rename(actor=actor, username="magda").username == "magda"
    assert present_name("lena") == present_name("magdalena") == "magda"


def test_back_to_a_name_of_ones_own():
    actor = an_actor(username="lena")
    rename(actor=actor, username="magdalena")
    long_ago(actor.member)
    rename(actor=actor, username="lena")
    assert present_name("lena") is None
    assert present_name("magdalena") == "lena"


def test_another_spelling_of_ones_own_name():
    actor = an_actor(username="lena")
    rename(actor=actor, username="Lena")
    assert Member.objects.get(pk=actor.id).username == "Lena"


@pytest.mark.parametrize(
    "username", ["", "ab", "-lena", "le na", "le\0na", "x" * 41, "le/na", "\ud800abc", "l@na"]
)
def test_what_can_be_no_name(username):
    with pytest.raises(InvalidInput):
        rename(actor=an_actor(), username=username)


def test_visitors_have_no_name():
    with pytest.raises(NotSignedIn):
        rename(actor=actor_for(None), username="lena")


def test_the_names_of_a_deleted_member_stay_taken_and_are_not_kept():
    actor = an_actor(username="lena")
    rename(actor=actor, username="magdalena")
    delete_member(deletion=request_deletion(actor=actor, erase_texts=False))
    assert is_taken("Lena")
    assert is_taken("magdalena")
    assert not FormerName.objects.exists()


def test_signing_up_under_a_former_name_is_refused(client):
    rename(actor=an_actor(username="lena"), username="magdalena")
    response = client.post(
        "/en/accounts/signup/",
        {
            "username": "LENA",
            "email": "other@example.org",
            "password1": "a long pass phrase",
            "language": "en",
        },
    )
    assert response.status_code == 200
    assert "Somebody has this name already." in response.content.decode()
    assert not Member.objects.filter(email="other@example.org").exists()
