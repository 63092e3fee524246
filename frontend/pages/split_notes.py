"""Where posts of a thread became one of their own: a line in the old place that leads there."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from accounts.permissions import Actor
from forum.models import Post, Thread, ThreadSplit
from forum.queries.splits import splits_of
from frontend.pages.texts import text_view
from frontend.pages.visitor import page_reader
from translation.queries import Rendered, render


def with_split_notes(
    actor: Actor, thread: Thread, posts: Sequence[Post], articles: Sequence[SafeString]
) -> list[SafeString]:
    """The articles, each with the notes that belong below it. Costs queries only where the thread
    was ever split."""
    if not thread.splits_count or not posts:
        return list(articles)
    splits = splits_of(actor, thread)
    titles = render([one.target.title for one in splits], page_reader())
    found = []
    for index, (post, article) in enumerate(zip(posts, articles, strict=True)):
        following = posts[index + 1].number if index + 1 < len(posts) else None
        notes = [_note(one, titles) for one in splits if _belongs(one, post, following)]
        found.append(SafeString("").join([article, *notes]))
    return [mark_safe(html) for html in found]  # noqa: S308 - joined of what is safe


def _belongs(split: ThreadSplit, post: Post, following: int | None) -> bool:
    """Below the last post that is not beyond its place."""
    beyond = following is None or following > split.place
    return post.number <= split.place and beyond


def _note(split: ThreadSplit, titles: dict[int, Rendered]) -> SafeString:
    title = text_view(titles[split.target.title_id]).seen
    html = render_to_string("parts/split_note.html", {"split": split, "title": title})
    return mark_safe(html)  # noqa: S308 - rendered by a template that escapes
