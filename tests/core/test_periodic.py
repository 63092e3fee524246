from datetime import timedelta

import pytest
from django.utils import timezone

from core import periodic
from core.models import PeriodicRun


@pytest.fixture
def task():
    """A recurring task that counts its runs and fails when told to."""
    record = {"runs": 0, "fails": False}

    @periodic.periodic(name="tests.count", every=timedelta(hours=1))
    def count():
        record["runs"] += 1
        if record["fails"]:
            raise RuntimeError("no tea")

    yield record
    periodic._tasks.pop("tests.count")


def row():
    return PeriodicRun.objects.get(name="tests.count")


@pytest.mark.django_db
def test_a_task_runs_once_in_its_period(task):
    periodic.run_due()
    periodic.run_due()
    assert task["runs"] == 1


@pytest.mark.django_db
def test_a_task_runs_again_when_it_is_due(task):
    periodic.run_due()
    PeriodicRun.objects.update(due=timezone.now())
    periodic.run_due()
    assert task["runs"] == 2


@pytest.mark.django_db
def test_a_failing_task_is_recorded_and_runs_again_later(task):
    task["fails"] = True
    periodic.run_due()
    assert "no tea" in row().failure
    assert row().due > timezone.now()


@pytest.mark.django_db
def test_a_task_taken_by_another_worker_is_left_alone(task):
    periodic.run_due()
    seen = row()
    PeriodicRun.objects.update(due=timezone.now())
    assert periodic._run(seen) is False
