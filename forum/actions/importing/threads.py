"""Imported threads, in batches: worked out first, then written in one short transaction."""

from collections.abc import Iterator, Sequence

from django.db import IntegrityError, transaction

from forum.actions.importing.changes import bring_up_to_date
from forum.actions.importing.drafts import (
    Batch,
    PostDraft,
    ThreadDraft,
    Unit,
    draft_posts,
    draft_thread,
    is_opening,
)
from forum.actions.importing.job import Job, Progress
from forum.actions.importing.storing import Store
from forum.transfer.parts import in_parts
from forum.transfer.records import PostRecord, ThreadRecord

POSTS_AT_ONCE = 200
TRIES = 3
"""Another import of the same source at the same time makes one of the two begin a batch anew."""


def import_threads(job: Job) -> None:
    """Write what is new of threads and posts, bring up to date what changed in the source."""
    for origin, thread in job.staging.stray_posts():
        job.refuse("post", origin, f"there is no thread “{thread}”", problem="missing")
    progress = Progress("posts", job.staging.count(PostRecord), job.report)
    for units in _batches(job):
        _import(job, units)
        progress.add(sum(len(unit.posts) for unit in units))


def _batches(job: Job) -> Iterator[list[Unit]]:
    units: list[Unit] = []
    posts = 0
    for unit in _units(job):
        units.append(unit)
        posts += len(unit.posts)
        if posts >= POSTS_AT_ONCE:
            yield units
            units, posts = [], 0
    if units:
        yield units


def _units(job: Job) -> Iterator[Unit]:
    for thread in job.staging.all(ThreadRecord):
        first = True
        for posts in in_parts(job.staging.posts_of(thread.record.key), POSTS_AT_ONCE):
            yield Unit(thread, posts, first)
            first = False
        if first:
            job.refuse("thread", thread.origin, "the thread has no posts", problem="missing")


def _import(job: Job, units: Sequence[Unit]) -> None:
    for attempt in range(1, TRIES + 1):
        before = job.counts.copy()
        try:
            _import_once(job, units)
            return
        except IntegrityError:
            if attempt == TRIES:
                raise
            job.counts = before


def _import_once(job: Job, units: Sequence[Unit]) -> None:
    batch = Batch(job, units)
    drafts = [(unit, *_draft(batch, unit)) for unit in units]
    with transaction.atomic():
        store = Store(batch)
        store.add([(unit, thread, posts) for unit, thread, posts in drafts])
        bring_up_to_date(batch)
        store.settle()


def _draft(batch: Batch, unit: Unit) -> tuple[ThreadDraft | None, list[PostDraft]]:
    """The new thread, if it is one, and its new posts; no posts where there can be no thread."""
    key, record = unit.thread.record.key, unit.thread.record
    posts = draft_posts(batch, unit)
    if key in batch.thread_items:
        return None, posts
    if record.category not in batch.categories:
        return _refuse(batch, unit, f"there is no category “{record.category}”", "missing")
    if not posts or not is_opening(unit, posts[0].staged):
        return _refuse(batch, unit, "the thread has no opening post that can be used", "refused")
    return draft_thread(batch, unit, posts[0]), posts


def _refuse(
    batch: Batch, unit: Unit, why: str, problem: str
) -> tuple[ThreadDraft | None, list[PostDraft]]:
    if unit.first:
        batch.job.refuse("thread", unit.thread.origin, why, problem=problem)
    batch.job.count("post", "refused", len(unit.posts))
    return None, []
