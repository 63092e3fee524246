"""What a member has not read yet of the threads of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.permissions import Actor
from forum.models import Post, Thread, ThreadRead
from forum.queries.narrowing import last_visit_of
from forum.visibility import post_condition

COUNTED_MAX = 99
"""So many are counted exactly; where there are more, one more is answered."""


@dataclass(frozen=True, slots=True)
class Unread:
    """`posts` are those not read of a thread that was begun, at most `COUNTED_MAX` + 1; `is_new`
    where the whole thread has come up since the last visit."""

    posts: int = 0
    is_new: bool = False


def unread_in(actor: Actor, threads: Sequence[Thread]) -> dict[int, Unread]:
    """By thread, for a member; nothing for visitors. Three queries at most."""
    if actor.member is None or not threads:
        return {}
    rows = ThreadRead.objects.filter(member=actor.member, thread__in=threads)
    read = dict(rows.values_list("thread", "number"))
    since = last_visit_of(actor)
    found = {
        thread.pk: Unread(is_new=True)
        for thread in threads
        if thread.pk not in read and thread.created > since and thread.author_id != actor.id
    }
    return found | _counted(actor, threads, read)


def _counted(actor: Actor, threads: Sequence[Thread], read: Mapping[int, int]) -> dict[int, Unread]:
    behind = [
        thread for thread in threads if read.get(thread.pk, thread.last_number) < thread.last_number
    ]
    if not behind:
        return {}
    beyond = Q()
    for thread in behind:
        # The oldest of very many are left out, so that counting them has a bound.
        first = max(read[thread.pk], thread.last_number - COUNTED_MAX - 1)
        beyond |= Q(thread=thread.pk, number__gt=first)
    posts = Post.objects.filter(beyond, post_condition(actor)).exclude(author=actor.member)
    posts = posts.exclude(visibility=Post.Visibility.DELETED)
    rows = posts.order_by().values_list("thread").annotate(count=Count("pk"))
    return {pk: Unread(posts=count) for pk, count in rows}
