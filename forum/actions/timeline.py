"""The numbers of a thread: posts and events. Both rise in commit order.

Taking a number locks the thread's row until the transaction ends, so it is the last thing a
transaction does; nothing slow may follow.
"""

from collections.abc import Collection

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from core.prepared import prepared
from forum.models import Post, Thread, ThreadEvent
from forum.thread_errors import ThreadMerged
from forum.visibility import audience_of, audience_of_thread

Type = ThreadEvent.Type


def lock_thread(thread_id: int) -> None:
    """Hold the thread's row until the transaction ends.

    Taken before any of its posts, so that no two transactions wait for each other. Without the
    key, because rows that point to the thread may be written meanwhile.
    """
    Thread.objects.select_for_update(no_key=True).filter(pk=thread_id).first()


def lock_threads(ids: Collection[int]) -> None:
    """Hold several threads' rows, always in the same order."""
    rows = Thread.objects.select_for_update(no_key=True).filter(pk__in=ids)
    list(rows.order_by("pk").values_list("pk"))


def next_post_number(thread: Thread) -> int:
    """A number no post of the thread has had. Raises ThreadMerged where its posts have just gone
    into another one."""
    Thread.objects.filter(pk=thread.pk).update(last_number=F("last_number") + 1)
    thread.refresh_from_db(fields=["last_number", "merged_into"])
    if thread.merged_into_id is not None:
        raise ThreadMerged(target_id=thread.merged_into_id)
    return thread.last_number


def note_post(post: Post, type: str, *, language: str = "") -> None:
    """Record a change of a post for those who have the thread open.

    What may be seen no more is told to those who saw it: everybody who could see the thread, or
    staff where the post was not public.
    """
    was_public = post.visibility_before == Post.Visibility.PUBLIC
    removed = type == Type.POST_REMOVED and was_public
    audience = audience_of_thread(post.thread) if removed else audience_of(post)
    _note(post.thread, type, post=post, language=language, audience=audience)


def note_thread(thread: Thread, *, language: str = "") -> None:
    """Record a change of the thread itself: title, state, accepted answer."""
    _note(
        thread,
        Type.THREAD_UPDATED,
        post=None,
        language=language,
        audience=audience_of_thread(thread),
    )


def note_rearranged(thread: Thread) -> None:
    """Record that posts have come, gone or got other places: who has the thread open loads it
    anew."""
    _note(
        thread,
        Type.THREAD_REARRANGED,
        post=None,
        language="",
        audience=audience_of_thread(thread),
    )


def _note(thread: Thread, type: str, *, post: Post | None, language: str, audience: str) -> None:
    Thread.objects.filter(pk=thread.pk).update(event=F("event") + 1)
    (thread.event,) = _event(thread=thread.pk)
    ThreadEvent.objects.create(
        thread=thread,
        number=thread.event,
        type=type,
        post=post,
        language=language,
        audience=audience,
    )


@prepared
def _event(*, thread: int) -> "QuerySet[Thread, int]":
    return Thread.objects.filter(pk=thread).values_list("event", flat=True)


def count_posts(thread: Thread, *, active: bool) -> None:
    """Bring the denormalised counters up to date; `active` moves the thread to the top."""
    public = thread.posts.filter(visibility=Post.Visibility.PUBLIC)
    counted = public.exclude(kind=Post.Kind.OPENING).aggregate(
        posts_count=Count("pk"), answers_count=Count("pk", filter=Q(kind=Post.Kind.ANSWER))
    )
    changes: dict[str, object] = {**counted}
    if active:
        changes["last_activity"] = timezone.now()
    Thread.objects.filter(pk=thread.pk).update(**changes)
    thread.posts_count = counted["posts_count"]
    thread.answers_count = counted["answers_count"]


def keep_language(thread: Thread) -> None:
    """Let the thread's row know the language of its title, for lists."""
    thread.language = thread.title.language
    Thread.objects.filter(pk=thread.pk).update(language=thread.language)
