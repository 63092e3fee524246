"""The audit log: written with what it tells, and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.actions import grant_level
from accounts.actions.audit import record
from accounts.actions.deletion import delete_member, request_deletion
from accounts.models import AuditEntry
from accounts.queries import actor_for
from core.append_only import AppendOnly
from tests.builders import a_community, a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return record(
        community=a_community(),
        actor=a_member(),
        verb="member.paused",
        subject=("membership", 3),
        member=a_member(),
        reason="abuse",
    )


def test_an_entry_is_neither_changed_nor_deleted(entry):
    entry.reason = "spam"
    for act in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(AppendOnly):
            act()
    with pytest.raises(AppendOnly):
        AuditEntry.objects.update(reason="spam")


def test_the_database_refuses_as_well(entry):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_auditentry SET reason = 'spam'")


def test_an_erased_member_leaves_entries_without_a_name(entry):
    deletion = request_deletion(actor=actor_for(entry.member), erase_texts=False)
    delete_member(deletion=deletion)
    entry = AuditEntry.objects.get(pk=entry.pk)
    assert entry.member is None and entry.actor is not None


def test_what_nobody_did_is_told_from_what_somebody_erased_did(entry):
    automatic = record(
        community=entry.community, actor=None, verb="post.hidden", subject=("post", 1)
    )
    assert automatic.automatic and not entry.automatic


def test_granting_a_level_is_in_the_log():
    community, member = a_community(), a_member()
    grant_level(member=member, level=3, reason="create_token")
    entry = AuditEntry.objects.get(community=community, member=member)
    assert (entry.verb, entry.after) == ("level.granted", {"level_granted": 3})
