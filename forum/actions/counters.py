"""What is counted and copied for lists, made anew where it is wrong; says how many rows were.

Rows are looked for without a lock, a batch at a time, and looked at again while their threads are
held: what others wrote meanwhile counts, and what they put right is left alone.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from core.batches import by_id
from forum.actions.tallies import CHOSEN, CONFIRMATIONS, SCORE, VOTERS
from forum.actions.timeline import lock_threads
from forum.models import Poll, PollOption, Post, Tag, Thread, ThreadTag
from translation.models import Text

BATCH = 500
"""How many rows are mended in one transaction."""

_PUBLIC = Post.objects.filter(thread=OuterRef("pk"), visibility=Post.Visibility.PUBLIC)
_SAID = _PUBLIC.exclude(kind=Post.Kind.OPENING)


def mend_posts() -> int:
    """Count the posts and answers of every thread."""
    said, answers = _of_thread(_SAID), _of_thread(_SAID.filter(kind=Post.Kind.ANSWER))
    return _mend(Thread, thread="pk", posts_count=said, answers_count=answers)


def mend_scores() -> int:
    """Sum up the votes of every post."""
    return _mend(Post, thread="thread", score=SCORE)


def mend_confirmations() -> int:
    """Count whom every answer helped."""
    return _mend(Post, thread="thread", confirmations_count=CONFIRMATIONS)


def mend_polls() -> int:
    """Count the votes of every poll: for each option, and who took part."""
    options = _mend(PollOption, thread="poll__post__thread", votes_count=CHOSEN)
    return options + _mend(Poll, thread="post__thread", voters_count=VOTERS)


def _of_thread(posts: QuerySet[Post]) -> Combinable:
    counted = posts.order_by().values("thread").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _mend(model: type[Model], *, thread: str, **right: Combinable) -> int:
    """Give the columns named in `right` those values, wherever they have others; `thread` leads
    from a row to the thread that is held meanwhile."""
    wrong = _wrong(model, right)
    found = by_id(wrong.annotate(thread_held=F(thread)).only("pk"), size=BATCH)
    return sum(_mend_batch(wrong, batch, right) for batch in found)


def _wrong(model: type[Model], right: dict[str, Combinable]) -> QuerySet[Any]:
    real = {f"real_{name}": value for name, value in right.items()}
    rows = model._default_manager.annotate(**real)
    return rows.exclude(**{name: F(f"real_{name}") for name in right})


@transaction.atomic
def _mend_batch(wrong: QuerySet[Any], batch: Collection[Any], right: dict[str, Combinable]) -> int:
    lock_threads({row.thread_held for row in batch})
    return wrong.filter(pk__in=[row.pk for row in batch]).update(**right)


def mend_languages() -> int:
    """Let every thread know the language of its title."""
    language = Subquery(Text.objects.filter(pk=OuterRef("title")).values("language"))
    wrong = Thread.objects.exclude(language=F("title__language")).values("pk")
    return Thread.objects.filter(pk__in=wrong).update(language=language)


def mend_tags() -> int:
    """Count the public threads of every tag."""
    public = ThreadTag.objects.filter(
        tag=OuterRef("pk"), thread__visibility=Thread.Visibility.PUBLIC
    )
    counted = public.order_by().values("tag").annotate(count=Count("pk")).values("count")
    wrong = Tag.objects.annotate(real=Coalesce(Subquery(counted), 0)).exclude(
        threads_count=F("real")
    )
    rows = list(wrong.values_list("pk", "real"))
    for pk, real in rows:
        Tag.objects.filter(pk=pk).update(threads_count=real)
    return len(rows)
