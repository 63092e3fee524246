"""What `docs/privacy.md` promises to forget is forgotten, and not before its time."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from core import periodic
from core.models import Outbox
from forum.models import Draft, Notification, ReadDemand, ThreadEvent
from frontend.models import IdempotencyRecord, Submission
from tests.builders import a_community, a_member, a_thread
from translation.models import MemorySegment, PreviewJob

pytestmark = pytest.mark.django_db

PROMISED = (settings.BASE_DIR / "docs" / "privacy.md").read_text("utf-8")


def run(name: str) -> None:
    _every, task = periodic._tasks[name]
    task()


def test_every_task_that_is_named_there_runs():
    named = set(re.findall(r"`((?:core|forum|frontend|translation)\.[a-z_]+)`", PROMISED))
    assert named
    assert named - periodic._tasks.keys() == set()


def a_segment() -> Model:
    return MemorySegment.objects.create(
        key="k",
        source_key="s",
        source_language="en",
        target_language="de",
        source="A lamp.",
        target="Eine Lampe.",
        quality=1,
    )


def a_preview() -> Model:
    return PreviewJob.objects.create(
        source="A lamp.", format="plain", source_language="en", language="de"
    )


Kept = tuple[str, Callable[[], Model], str, timedelta]
KEPT: list[Kept] = [
    (
        "forum.sweep_drafts",
        lambda: Draft.objects.create(member=a_member(), place="ask"),
        "saved",
        timedelta(days=90),
    ),
    (
        "forum.sweep_notifications",
        lambda: Notification.objects.create(member=a_member(), key="a", type="badge"),
        "created",
        timedelta(days=365),
    ),
    (
        "forum.sweep_notifications",
        lambda: Notification.objects.create(
            member=a_member(), key="a", type="badge", read=timezone.now()
        ),
        "read",
        timedelta(days=90),
    ),
    ("translation.sweep_previews", a_preview, "created", timedelta(hours=1)),
    ("translation.drop_orphans", a_segment, "created", timedelta(days=1)),
    (
        "frontend.sweep_idempotency",
        lambda: IdempotencyRecord.objects.create(caller="a", key="b", fingerprint="c"),
        "created",
        timedelta(days=1),
    ),
    (
        "frontend.sweep_submissions",
        lambda: Submission.objects.create(
            member=a_member(), key="6f1b2c3d-0000-4000-8000-000000000000"
        ),
        "created",
        timedelta(days=1),
    ),
    (
        "core.sweep_outbox",
        lambda: Outbox.objects.create(name="a", payload={}, done=timezone.now()),
        "done",
        timedelta(days=2),
    ),
]


@pytest.mark.parametrize(("task", "make", "field", "kept"), KEPT)
def test_what_is_kept_for_a_time_is_kept_for_that_time(
    task: str, make: Callable[[], Model], field: str, kept: timedelta
):
    rows: Any = type(row := make())._base_manager.filter(pk=row.pk)
    rows.update(**{field: timezone.now() - kept + timedelta(minutes=5)})
    run(task)
    assert rows.exists()
    rows.update(**{field: timezone.now() - kept - timedelta(minutes=5)})
    run(task)
    assert not rows.exists()


def test_which_languages_are_read_is_forgotten():
    row = ReadDemand.objects.create(
        community=a_community(),
        language="de",
        day=timezone.now().date() - timedelta(days=settings.DEMAND_DAYS + 2),
    )
    run("forum.sweep_demand")
    assert not ReadDemand.objects.filter(pk=row.pk).exists()


def test_of_the_changes_of_a_thread_only_the_newest_outlive_a_day():
    thread = a_thread()
    ThreadEvent.objects.bulk_create(
        ThreadEvent(thread=thread, number=number, type="thread.updated")
        for number in range(100, 1101)
    )
    ThreadEvent.objects.update(created=timezone.now() - timedelta(days=2))
    run("forum.sweep_events")
    assert ThreadEvent.objects.filter(thread=thread).count() == 1000
