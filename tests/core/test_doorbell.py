from threading import Thread

import pytest
from django.db import connection

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


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite counts commits")
def test_nothing_rings_while_nothing_changes():
    bell = Doorbell()
    bell.rang()
    assert not bell.rang()


def test_a_commit_on_another_connection_rings():
    bell = Doorbell()
    bell.rang()
    elsewhere(a_member)
    assert bell.rang()
