"""What a post said before, version by version."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Member
from accounts.permissions import Actor
from forum.models import Post
from forum.queries.posts import post_for
from translation.models import Text


@dataclass(frozen=True, slots=True)
class PostVersion:
    """What a post said from `begun` on, as `editor` left it (None: a former member).

    `revision` is the number of its newest revision. `body` and `title` are None where they were
    erased or not kept as texts; `title` also where the post opens no thread.
    """

    revision: int
    begun: datetime
    editor: Member | None
    source: str
    title_source: str
    language: str
    body: Text | None
    title: Text | None
    is_present: bool = False


def versions_of(actor: Actor, post: Post) -> list[PostVersion]:
    """All versions that were kept and the present one, the oldest first, in one query; whoever
    may see the post may see them. Raises NotFound."""
    post = post_for(actor, post.pk)
    rows = list(post.revisions.select_related("editor", "body", "title_text").order_by("revision"))
    begun, editor = post.created, post.author
    found = []
    for row in rows:
        texts = row.source, row.title, row.language, row.body, row.title_text
        found.append(PostVersion(row.revision, begun, editor, *texts))
        begun, editor = row.created, row.editor
    return [*found, _present(post, begun, editor)]


def _present(post: Post, begun: datetime, editor: Member | None) -> PostVersion:
    title = post.thread.title if post.kind == Post.Kind.OPENING else None
    return PostVersion(
        post.revision,
        begun,
        editor,
        post.body.source,
        title.source if title else "",
        post.body.language,
        post.body,
        title,
        is_present=True,
    )
