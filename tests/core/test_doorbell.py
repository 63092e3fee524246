from threading import Event, Thread

import pytest
from django.db import connection, transaction

from accounts.models import Member
from core.doorbell import Doorbell
from tests.builders import a_member

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(work):
    """Run `work` on another connection."""

    def run():
        work()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


def test_the_first_look_is_always_worth_it():
    assert Doorbell().rang()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="other tests commit on this server")
def test_nothing_rings_while_nothing_changes():
    bell = Doorbell()
    bell.rang()
    elsewhere(Member.objects.first)
    assert not bell.rang()


def test_what_is_not_committed_rings_later():
    bell, member = Doorbell(), a_member()
    written, commit = Event(), Event()

    def write_slowly():
        with transaction.atomic():
            Member.objects.filter(pk=member.pk).update(reading_language="de")
            written.set()
            commit.wait(timeout=20)
        connection.close()

    writer = Thread(target=write_slowly)
    writer.start()
    written.wait(timeout=20)
    bell.rang()
    commit.set()
    writer.join()
    assert bell.rang()


def test_a_commit_on_another_connection_rings():
    bell = Doorbell()
    bell.rang()
    elsewhere(a_member)
    assert bell.rang()
