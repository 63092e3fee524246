from threading import Event, Thread

import pytest
from django.db import connection

from accounts.models import Member
from core import lanes, worker as working
from core.worker import Worker, run_once
from tests.builders import a_member


@pytest.fixture
def lane():
    """A lane that does what `work` says, beside no others."""
    saved, saved_renewals = dict(lanes._lanes), list(lanes._renewals)
    lanes._lanes.clear()
    lanes._renewals.clear()
    yield lambda name, work: lanes.lane(name)(work)
    lanes._lanes.update(saved)
    lanes._renewals.extend(saved_renewals)
    for name in set(lanes._lanes) - set(saved):
        del lanes._lanes[name]


@pytest.mark.django_db
def test_once_means_until_nothing_is_left(lane):
    waiting = [1, 2, 3]
    lane("tests", lambda: 1 if waiting and waiting.pop() else 0)
    run_once()
    assert waiting == []


def run_until(done: Event) -> None:
    worker = Worker()
    thread = Thread(target=worker.run)
    thread.start()
    try:
        assert done.wait(timeout=20)
    finally:
        worker.stop()
        thread.join(timeout=20)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_failing_lane_goes_on(lane, caplog):
    tries, done = [], Event()

    def fail_first():
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("disk full")
        done.set()
        return 0

    lane("tests", fail_first)
    run_until(done)
    assert "lane tests failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_slow_lane_does_not_hold_up_another(lane):
    release, done = Event(), Event()
    lane("slow", lambda: int(release.wait(timeout=20)))

    def quick():
        done.set()
        release.set()
        return 0

    lane("quick", quick)
    run_until(done)


@pytest.mark.django_db(transaction=True)
def test_a_commit_elsewhere_wakes_a_lane_that_rests(lane, monkeypatch):
    monkeypatch.setattr(working, "LOOK_ANYWAY_SECONDS", 3600.0)
    looked, done = Event(), Event()

    def look():
        looked.set()
        if Member.objects.exists():
            done.set()
        return 0

    def write_when_it_rests():
        assert looked.wait(timeout=20)
        a_member()
        connection.close()

    lane("tests", look)
    writer = Thread(target=write_when_it_rests)
    writer.start()
    run_until(done)
    writer.join()


@pytest.mark.django_db(transaction=True)
def test_what_one_lane_did_wakes_the_others(lane, monkeypatch):
    for name in ("LOOK_ANYWAY_SECONDS", "BELL_SECONDS"):
        monkeypatch.setattr(working, name, 3600.0)
    waiting, looked, done = [1], Event(), Event()

    def second():
        looked.set()
        if not waiting:
            done.set()
        return 0

    lane("first", lambda: int(looked.wait(timeout=20) and bool(waiting) and waiting.pop()))
    lane("second", second)
    run_until(done)


@pytest.mark.django_db(transaction=True)
def test_what_becomes_due_by_the_clock_is_found_without_a_ring(lane, monkeypatch):
    monkeypatch.setattr(working, "LOOK_ANYWAY_SECONDS", 0.01)
    monkeypatch.setattr(working, "BELL_SECONDS", 3600.0)
    looks, done = [], Event()

    def look():
        looks.append(1)
        if len(looks) > 5:
            done.set()
        return 0

    lane("tests", look)
    run_until(done)
