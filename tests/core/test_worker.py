from threading import Event, Thread

import pytest

from core import lanes
from core.worker import Worker, run_once


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
