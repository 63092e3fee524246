"""What posts quote, as far as everybody who reads them may know it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Member
from forum.models import Post, Quote, Thread
from forum.visibility import Audience, audience_of


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation for its readers. `is_open` is False where the quoted post is not for all of
    them: then nothing of it is told but what the quoting post says itself."""

    post_id: int
    thread_id: int
    number: int
    author: Member | None
    language: str
    source_language: str
    source: str
    is_open: bool


def quotes_in(posts: Iterable[Post]) -> dict[int, list[Quoted]]:
    """What each post quotes, in order, by the post's id. One query."""
    threads = {post.pk: post.thread_id for post in posts}
    rows = Quote.objects.filter(post__in=threads).select_related(
        "quoted__author", "quoted__thread__category", "quoted__thread__community"
    )
    found: dict[int, list[Quoted]] = defaultdict(list)
    for row in rows.order_by("post", "position"):
        found[row.post_id].append(_quoted(row, threads[row.post_id]))
    return found


def _quoted(row: Quote, thread_id: int) -> Quoted:
    post, is_open = row.quoted, _is_open(row.quoted, thread_id)
    return Quoted(
        post_id=post.pk,
        thread_id=post.thread_id,
        number=post.number,
        author=post.author if is_open else None,
        language=row.language,
        source_language=row.source_language,
        source=row.source if is_open else "",
        is_open=is_open,
    )


def _is_open(post: Post, thread_id: int) -> bool:
    """True where whoever reads a post in that thread may also read `post`.

    Not asked for each reader: one page is made for all of an audience.
    """
    if post.visibility != Post.Visibility.PUBLIC:
        return False
    if post.thread.visibility != Thread.Visibility.PUBLIC:
        return False
    return post.thread_id == thread_id or audience_of(post) == Audience.PUBLIC
