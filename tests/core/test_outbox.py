from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import events, outbox
from core.events import Event, event, publish, receiver
from core.leases import dead_owners, owner
from core.models import Delivery, Outbox


@event("tests.kettle_boiled")
@dataclass(frozen=True, slots=True, kw_only=True)
class KettleBoiled(Event):
    litres: int


@pytest.fixture
def heard(monkeypatch):
    """What two receivers heard; the second fails as long as its list of failures lasts."""
    record = {"first": [], "second": [], "failures": []}

    @receiver(KettleBoiled)
    def first(news):
        record["first"].append(news.litres)

    @receiver(KettleBoiled)
    def second(news):
        if record["failures"]:
            raise RuntimeError(record["failures"].pop())
        record["second"].append(news.litres)

    yield record
    events._receivers.pop(KettleBoiled.name)


def boil(litres=1):
    with transaction.atomic():
        publish(KettleBoiled(litres=litres))


def make_due():
    Outbox.objects.update(next_attempt=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_every_receiver_hears_an_event_once(heard):
    boil(2)
    outbox.dispatch()
    outbox.dispatch()
    assert (heard["first"], heard["second"]) == ([2], [2])


@pytest.mark.django_db
def test_who_waits_hears_before_what_people_did_and_that_before_what_was_made_of_it(heard):
    with transaction.atomic():
        publish(KettleBoiled(litres=3), priority=60)
    boil(2)
    with transaction.atomic():
        publish(KettleBoiled(litres=1), priority=10)
    outbox.dispatch()
    assert heard["first"] == [1, 2, 3]


@pytest.mark.django_db
def test_a_receiver_may_ask_when_it_was_and_in_which_order(heard):
    told = []

    @receiver(KettleBoiled, dated=True)
    def third(news, when):
        told.append((news.litres, when.id, when.at))

    boil(1)
    boil(2)
    outbox.dispatch()
    rows = Outbox.objects.order_by("id").values_list("payload__litres", "id", "created")
    assert told == list(rows)


@pytest.mark.django_db
def test_news_of_a_transaction_that_failed_is_never_told(heard):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish(KettleBoiled(litres=1))
        _ = 1 / 0
    outbox.dispatch()
    assert heard["first"] == []


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_refused(heard):
    with pytest.raises(transaction.TransactionManagementError):
        publish(KettleBoiled(litres=1))


@pytest.mark.django_db
def test_a_failing_receiver_hears_the_event_again_and_the_others_do_not(heard):
    heard["failures"] = ["once"]
    boil(3)
    outbox.dispatch()
    make_due()
    outbox.dispatch()
    assert (heard["first"], heard["second"]) == ([3], [3])


@pytest.mark.django_db
def test_a_failure_waits_before_it_is_tried_again(heard):
    heard["failures"] = ["once"]
    boil()
    outbox.dispatch()
    assert outbox.dispatch() == 0


@pytest.mark.django_db
def test_news_claimed_by_a_dead_dispatcher_is_told_after_its_claim_is_freed(heard):
    boil(4)
    host, boot, _process = owner().split("/")
    Outbox.objects.update(
        owner=f"{host}/{boot}/999999.1", lease_until=timezone.now() + timedelta(seconds=60)
    )
    assert outbox.dispatch() == 0
    assert outbox.free_dead() == 1
    outbox.dispatch()
    assert heard["first"] == [4]


@pytest.mark.django_db
def test_news_claimed_by_another_host_is_told_when_the_lease_has_run_out(heard):
    boil(5)
    Outbox.objects.update(owner="elsewhere/b/1.1", lease_until=timezone.now() - timedelta(1))
    outbox.dispatch()
    assert heard["first"] == [5]


def test_this_process_is_alive_and_a_reused_pid_is_not():
    host, boot, process = owner().split("/")
    pid = process.partition(".")[0]
    reused = f"{host}/{boot}/{pid}.1"
    assert dead_owners([owner(), reused, "elsewhere/b/1.1"]) == {reused} | (
        set() if process != f"{pid}.1" else {owner()}
    )


@pytest.mark.django_db
def test_what_was_told_is_forgotten_after_days(heard):
    boil()
    outbox.dispatch()
    Outbox.objects.update(done=timezone.now() - timedelta(days=3))
    outbox.sweep()
    assert not Outbox.objects.exists()


@pytest.mark.django_db
def test_news_of_a_newer_version_is_kept_for_those_who_know_it():
    Outbox.objects.create(name="tests.unheard_of", payload={})
    outbox.dispatch()
    assert Outbox.objects.filter(done__isnull=True).exists()


@pytest.mark.django_db
def test_what_is_in_hand_is_nobody_elses_however_long_a_receiver_takes(heard):
    taken = []

    @receiver(KettleBoiled)
    def slow(news):
        Outbox.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        renewed = outbox.renew_in_hand()
        taken.append((renewed, outbox.dispatch()))

    boil(1)
    boil(2)
    outbox.dispatch()
    assert taken == [(2, 0), (1, 0)]
    assert outbox.renew_in_hand() == 0


@pytest.mark.django_db
def test_what_another_dispatcher_took_over_is_its_own_to_finish(heard):
    @receiver(KettleBoiled)
    def suspended(news):
        Outbox.objects.update(owner="elsewhere/b/1.1")

    boil()
    outbox.dispatch()
    row = Outbox.objects.get()
    assert (row.owner, row.done, row.attempts) == ("elsewhere/b/1.1", None, 0)


@pytest.mark.django_db
def test_news_that_nobody_understood_for_days_are_given_up_aloud(caplog):
    Outbox.objects.create(name="tests.unheard_of", payload={})
    Outbox.objects.update(created=timezone.now() - timedelta(days=3))
    outbox.dispatch()
    assert Outbox.objects.filter(done__isnull=False).exists()
    assert "tests.unheard_of" in caplog.text


@pytest.mark.django_db
def test_much_is_forgotten_a_little_at_a_time(heard):
    for _ in range(5):
        boil()
    outbox.dispatch()
    Outbox.objects.update(done=timezone.now() - timedelta(days=3))
    with CaptureQueriesContext(connection) as queries:
        assert outbox.sweep(at_once=2) == 5
    assert not any("payload" in query["sql"] for query in queries)
    assert not Outbox.objects.exists()
    assert not Delivery.objects.exists()
