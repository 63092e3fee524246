"""What is counted and copied for lists, for the threads of a batch."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from forum.actions.importing.drafts import Batch
from forum.models import Category, Post, Thread

_PUBLIC = Q(visibility=Post.Visibility.PUBLIC)
_FIELDS = (
    *("last_number", "posts_count", "answers_count", "created", "last_activity"),
    *("accepted_post", "state"),
)


def settle(batch: Batch, threads: Sequence[Thread], *, fresh: set[int]) -> None:
    """Count the posts of `threads`, and see which solution holds. Those in `fresh` are new."""
    counted, solutions = _counted(threads), _solutions(threads)
    states = _states(batch)
    for thread in threads:
        is_new = thread.pk in fresh
        _count(thread, counted[thread.pk], is_new=is_new)
        _solve(thread, solutions.get(thread.pk, []), states.get(thread.pk) if is_new else None)
    _keep_one_solution(threads, solutions)
    Thread.objects.bulk_update(threads, _FIELDS)


def _states(batch: Batch) -> dict[int, str | None]:
    """The state of each thread in its source, by its id here."""
    records = {unit.thread.record.key: unit.thread.record for unit in batch.units}
    ids = batch.job.known.ids("thread", records)
    return {ids[key]: record.state for key, record in records.items() if key in ids}


def _counted(threads: Sequence[Thread]) -> dict[int, dict[str, Any]]:
    said = _PUBLIC & ~Q(kind=Post.Kind.OPENING)
    rows = (
        Post.objects.filter(thread__in=threads)
        .order_by()
        .values("thread_id")
        .annotate(
            said=Count("pk", filter=said),
            answers=Count("pk", filter=_PUBLIC & Q(kind=Post.Kind.ANSWER)),
            newest=Max("created", filter=_PUBLIC),
            top=Max("number"),
        )
    )
    return {row["thread_id"]: dict(row) for row in rows}


def _count(thread: Thread, row: dict[str, Any], *, is_new: bool) -> None:
    thread.posts_count, thread.answers_count = row["said"], row["answers"]
    thread.last_number = max(thread.last_number, row["top"])
    newest: datetime = row["newest"] or thread.created
    thread.last_activity = newest if is_new else max(newest, thread.last_activity)


def _solutions(threads: Sequence[Thread]) -> dict[int, list[int]]:
    """Accepted posts of each thread, the one accepted first before the others."""
    rows = Post.objects.filter(_PUBLIC, thread__in=threads, accepted__isnull=False)
    found: dict[int, list[int]] = {}
    for thread, post in rows.order_by("accepted", "number").values_list("thread_id", "pk"):
        found.setdefault(thread, []).append(post)
    return found


def _solve(thread: Thread, solutions: Sequence[int], state: str | None) -> None:
    if thread.kind != Thread.Kind.QUESTION:
        return
    if solutions and thread.accepted_post_id is None:
        thread.accepted_post_id = solutions[0]
        thread.state = Thread.State.SOLVED
    elif state is not None:
        thread.state = Thread.State(state)


def _keep_one_solution(threads: Sequence[Thread], solutions: dict[int, list[int]]) -> None:
    """Where a category allows one solution, the first one holds."""
    one_only = Category.objects.filter(
        pk__in={thread.category_id for thread in threads}, several_solutions=False
    )
    categories = set(one_only.values_list("pk", flat=True))
    surplus = [
        post
        for thread in threads
        if thread.category_id in categories
        for post in solutions.get(thread.pk, [])
        if post != thread.accepted_post_id
    ]
    Post.objects.filter(pk__in=surplus).update(accepted=None)
