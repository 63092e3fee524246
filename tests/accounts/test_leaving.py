"""Members delete themselves: they may come back for a week, and are gone after it."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts import erasing
from accounts.actions import cancel_deletion, create_token, request_deletion
from accounts.actions.deletion import delete_due_members
from accounts.models import AccountDeletion, ApiToken, Member, Membership
from accounts.permissions import VISITOR
from accounts.standing_errors import LastOperator
from core.errors import NotSignedIn
from tests.builders import a_community, a_member, a_post, a_role, a_thread, an_actor

pytestmark = pytest.mark.django_db


def a_week_passes() -> None:
    AccountDeletion.objects.update(due=timezone.now() - timedelta(seconds=1))


def sign_in(member: Member) -> Client:
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_nobody_is_deleted_before_the_week_is_over():
    actor = an_actor()
    request_deletion(actor=actor, erase_texts=False)
    assert delete_due_members() == 0
    assert Member.objects.filter(pk=actor.id, is_active=True).exists()


def test_after_the_week_the_member_is_gone():
    actor = an_actor()
    EmailAddress.objects.create(user=actor.member, email="gone@example.org", verified=True)
    request_deletion(actor=actor, erase_texts=False)
    a_week_passes()
    assert delete_due_members() == 1
    assert not Member.objects.filter(pk=actor.id).exists()
    assert not EmailAddress.objects.exists()
    assert not AccountDeletion.objects.exists()


def test_what_was_written_stays_under_a_former_member():
    actor = an_actor()
    thread = a_thread(actor=actor)
    request_deletion(actor=actor, erase_texts=False)
    a_week_passes()
    delete_due_members()
    post = thread.posts.select_related("body").get()
    assert post.author is None
    assert post.body.source == "My router drops the connection every evening."


def test_asking_ends_every_session_and_token_at_once():
    actor = an_actor()
    create_token(member=actor.member, scopes=["read"])
    sign_in(actor.member)
    sign_in(a_member())
    request_deletion(actor=actor, erase_texts=True)
    assert not ApiToken.objects.exists()
    assert Session.objects.count() == 1


def test_signing_in_again_keeps_the_member():
    actor = an_actor()
    request_deletion(actor=actor, erase_texts=True)
    sign_in(actor.member)
    a_week_passes()
    assert delete_due_members() == 0


def test_asking_again_changes_the_choice_and_not_the_day():
    actor = an_actor()
    first = request_deletion(actor=actor, erase_texts=False)
    again = request_deletion(actor=actor, erase_texts=True)
    assert again.erase_texts
    assert again.due == first.due


def test_once_begun_there_is_no_way_back():
    actor = an_actor()
    deletion = request_deletion(actor=actor, erase_texts=False)
    AccountDeletion.objects.update(started=timezone.now())
    assert not cancel_deletion(member=actor.member)
    assert AccountDeletion.objects.filter(pk=deletion.pk).exists()


def test_the_only_operator_cannot_leave_a_community_alone():
    community = a_community()
    operator = a_role(community, Membership.Role.OPERATOR)
    with pytest.raises(LastOperator) as refused:
        request_deletion(actor=operator, erase_texts=False)
    assert community.name in str(refused.value)
    a_role(community, Membership.Role.OPERATOR)
    assert request_deletion(actor=operator, erase_texts=False)


def test_visitors_have_nothing_to_delete():
    with pytest.raises(NotSignedIn):
        request_deletion(actor=VISITOR, erase_texts=False)


def test_a_deletion_that_was_killed_in_the_middle_goes_on(monkeypatch):
    actor = an_actor()
    thread = a_thread(actor=actor)
    for _number in range(3):
        a_post(thread, actor=actor, body="Zebrafish words.")
    request_deletion(actor=actor, erase_texts=True)
    a_week_passes()
    killed = []

    def die_once(member: Member) -> int:
        if not killed:
            killed.append(member)
            raise KeyboardInterrupt
        return 0

    erasing.eraser(name="tests.dies")(die_once)
    try:
        with pytest.raises(KeyboardInterrupt):
            delete_due_members()
        assert Member.objects.filter(pk=actor.id, is_active=False).exists()
        assert delete_due_members() == 1
    finally:
        erasing._erasers.pop("tests.dies")
    assert not Member.objects.filter(pk=actor.id).exists()
    assert {post.body.erased for post in thread.posts.select_related("body")} == {"author"}
